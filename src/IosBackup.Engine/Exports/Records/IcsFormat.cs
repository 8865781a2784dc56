using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// iCalendar (RFC 5545): a file for each calendar and each list of reminders. Times are in UTC, those of whole days
/// are dates, floating ones have no zone.
/// </summary>
internal sealed class IcsFormat(ExportFolder folder) : IRecordFormat
{
    private const string Utc = "yyyyMMdd'T'HHmmss'Z'";
    private const string Local = "yyyyMMdd'T'HHmmss";
    private const string Day = "yyyyMMdd";

    private readonly Dictionary<string, (string Path, long Count)> _files = new(StringComparer.Ordinal);

    public bool Add(IosRecord record, CancellationToken stop)
    {
        switch (record)
        {
            case IosCalendarEvent { Start: not null } calendarEvent:
                WriteEvent(Open(calendarEvent.Calendar ?? "Calendar", calendarEvent.Color), calendarEvent);
                return true;
            case IosReminder reminder:
                WriteReminder(Open(reminder.List ?? "Reminders", null), reminder);
                return true;
            default:
                return false;
        }
    }

    public IEnumerable<ExportedFile> Finish() => _files.Values.Select(file =>
    {
        folder.Append(file.Path).Line("END:VCALENDAR");
        return folder.Complete(file.Path, file.Count);
    });

    private TextWriter Open(string name, string? color)
    {
        if (!_files.TryGetValue(name, out (string Path, long Count) file))
        {
            file = (folder.NewName("", name, ".ics"), 0);
            TextWriter start = folder.Append(file.Path);
            start.Line("BEGIN:VCALENDAR");
            start.Line("VERSION:2.0");
            start.Line("PRODID:-//IosBackup//Export//EN");
            start.Text("X-WR-CALNAME", name);
            start.Text("X-APPLE-CALENDAR-COLOR", color);
        }

        _files[name] = (file.Path, file.Count + 1);
        return folder.Append(file.Path);
    }

    private static void WriteEvent(TextWriter lines, IosCalendarEvent item)
    {
        lines.Line("BEGIN:VEVENT");
        WriteCommon(lines, item.EventId, item.RowId, item.Modified ?? item.Created);
        WriteTime(lines, "DTSTART", item.Start!.Value, item);
        if (item.End is DateTimeOffset end && end >= item.Start)
        {
            // Whole days end within their last second; iCalendar names the day after.
            DateTimeOffset after = new(end.UtcDateTime.Date.AddDays(1), TimeSpan.Zero);
            WriteTime(lines, "DTEND", item.IsAllDay ? after : end, item);
        }

        if (item.OriginalStart is DateTimeOffset original)
        {
            WriteTime(lines, "RECURRENCE-ID", original, item);
        }
        else if (item.RecurrenceRule is string rule)
        {
            lines.Line("RRULE:" + rule);
        }

        foreach (DateTimeOffset exception in item.ExceptionDates)
        {
            WriteTime(lines, "EXDATE", exception, item);
        }

        lines.Text("SUMMARY", item.Title);
        lines.Text("DESCRIPTION", item.Notes);
        lines.Text("LOCATION", item.Location ?? item.Address);
        if (item.Latitude is double latitude && item.Longitude is double longitude)
        {
            lines.Line(FormattableString.Invariant($"GEO:{latitude:0.######};{longitude:0.######}"));
        }

        lines.Text("URL", item.Url ?? item.ConferenceUrl);
        if (string.Equals(item.Availability, "Free", StringComparison.OrdinalIgnoreCase))
        {
            lines.Line("TRANSP:TRANSPARENT");
        }

        WritePerson(lines, "ORGANIZER", item.Organizer);
        foreach (IosAttendee attendee in item.Attendees)
        {
            WritePerson(lines, "ATTENDEE", attendee);
        }

        foreach (TimeSpan alarm in item.Alarms)
        {
            lines.Line("BEGIN:VALARM");
            lines.Line("ACTION:DISPLAY");
            lines.Text("DESCRIPTION", item.Title ?? "Event");
            lines.Line("TRIGGER:" + System.Xml.XmlConvert.ToString(alarm));
            lines.Line("END:VALARM");
        }

        lines.Line("END:VEVENT");
    }

    private static void WriteReminder(TextWriter lines, IosReminder item)
    {
        lines.Line("BEGIN:VTODO");
        WriteCommon(lines, item.ReminderId, item.RowId, item.Modified ?? item.Created);
        lines.Text("SUMMARY", item.Title);
        lines.Text("DESCRIPTION", item.Notes);
        lines.Text("URL", item.Url);
        if (item.Due is DateTimeOffset due)
        {
            lines.Line(item.IsAllDay ? "DUE;VALUE=DATE:" + Format(due, Day) : "DUE:" + Format(due, Utc));
        }

        if (item.RecurrenceRule is string rule && item.Due is not null)
        {
            lines.Line("RRULE:" + rule);
        }

        if (item.IsCompleted)
        {
            lines.Line("STATUS:COMPLETED");
            if (item.Completed is DateTimeOffset completed)
            {
                lines.Line("COMPLETED:" + Format(completed, Utc));
            }
        }

        int priority = item.Priority switch
        {
            IosReminderPriority.High => 1,
            IosReminderPriority.Medium => 5,
            IosReminderPriority.Low => 9,
            _ => 0,
        };
        if (priority > 0)
        {
            lines.Line(FormattableString.Invariant($"PRIORITY:{priority}"));
        }

        lines.Line("END:VTODO");
    }

    private static void WriteCommon(TextWriter lines, string? id, long row, DateTimeOffset? changed)
    {
        lines.Text("UID", id ?? FormattableString.Invariant($"row-{row}"));
        lines.Line("DTSTAMP:" + Format(changed ?? DateTimeOffset.FromUnixTimeSeconds(0), Utc));
    }

    private static void WriteTime(TextWriter lines, string name, DateTimeOffset time, IosCalendarEvent item) =>
        lines.Line(item.IsAllDay ? $"{name};VALUE=DATE:{Format(time, Day)}"
            : item.IsFloating ? $"{name}:{Format(time, Local)}"
            : $"{name}:{Format(time, Utc)}");

    private static void WritePerson(TextWriter lines, string name, IosAttendee? person)
    {
        if (person is null)
        {
            return;
        }

        string cn = person.Name is null ? "" : ";CN=" + ContentLines.Parameter(person.Name);
        string status = name == "ORGANIZER" ? "" : person.Status switch
        {
            "Accepted" => ";PARTSTAT=ACCEPTED",
            "Declined" => ";PARTSTAT=DECLINED",
            "Tentative" => ";PARTSTAT=TENTATIVE",
            "Delegated" => ";PARTSTAT=DELEGATED",
            _ => ";PARTSTAT=NEEDS-ACTION",
        };
        string address = (person.Address ?? "invalid:nomail").Replace("\r", "").Replace("\n", "");
        lines.Line(name + cn + status + ":" + (address.Contains(':') ? address : "mailto:" + address));
    }

    private static string Format(DateTimeOffset time, string format) =>
        time.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
