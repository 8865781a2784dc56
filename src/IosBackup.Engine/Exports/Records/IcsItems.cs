using System;
using System.IO;
using System.Xml;

namespace IosBackup.Engine.Exports.Records;

/// <summary>Writes events and reminders as components of iCalendar.</summary>
internal static class IcsItems
{
    public static void WriteEvent(this TextWriter lines, IosCalendarEvent item, IcsTime time)
    {
        lines.Line("BEGIN:VEVENT");
        WriteHead(lines, item.EventId, item.RowId, item.Created, item.Modified);
        lines.Line(time.Property("DTSTART", item.Start!.Value));
        WriteEnd(lines, item, time);
        if (item.OriginalStart is DateTimeOffset original)
        {
            lines.Line(time.Property("RECURRENCE-ID", original));
        }
        else if (item.RecurrenceRule is string rule)
        {
            lines.Line(time.Rule(rule));
        }

        foreach (DateTimeOffset exception in item.ExceptionDates)
        {
            lines.Line(time.Property("EXDATE", exception));
        }

        lines.Text("SUMMARY", item.Title);
        lines.Text("DESCRIPTION", item.Notes);
        lines.Text("LOCATION", item.Location ?? item.Address);
        if (item.Latitude is double latitude && item.Longitude is double longitude)
        {
            lines.Line(FormattableString.Invariant($"GEO:{latitude:0.######};{longitude:0.######}"));
        }

        WriteUrl(lines, item.Url ?? item.ConferenceUrl);
        if (item.Status is "Confirmed" or "Tentative" or "Cancelled")
        {
            lines.Line("STATUS:" + item.Status.ToUpperInvariant());
        }

        if (item.Availability == "Free")
        {
            lines.Line("TRANSP:TRANSPARENT");
        }

        if (item.Organizer is not null)
        {
            WritePerson(lines, "ORGANIZER", item.Organizer, "");
        }

        foreach (IosAttendee attendee in item.Attendees)
        {
            WritePerson(lines, "ATTENDEE", attendee, ";PARTSTAT=" + Answer(attendee));
        }

        foreach (TimeSpan alarm in item.Alarms)
        {
            lines.Line("BEGIN:VALARM");
            lines.Line("ACTION:DISPLAY");
            lines.Text("DESCRIPTION", string.IsNullOrEmpty(item.Title) ? "Event" : item.Title);
            lines.Line("TRIGGER:" + XmlConvert.ToString(TimeSpan.FromSeconds(Math.Round(alarm.TotalSeconds))));
            lines.Line("END:VALARM");
        }

        lines.Line("END:VEVENT");
    }

    public static void WriteReminder(this TextWriter lines, IosReminder item, IcsTime time)
    {
        lines.Line("BEGIN:VTODO");
        WriteHead(lines, item.ReminderId, item.RowId, item.Created, item.Modified);
        if (item.ParentRowId is long parent)
        {
            lines.Text("RELATED-TO", Identify(item.ParentId, parent));
        }

        lines.Text("SUMMARY", item.Title);
        lines.Text("DESCRIPTION", item.Notes);
        WriteUrl(lines, item.Url);
        if (item.Due is DateTimeOffset due)
        {
            if (item.RecurrenceRule is string rule)
            {
                // What repeats has to say when it began.
                lines.Line(time.Property("DTSTART", due));
                lines.Line(time.Rule(rule));
            }

            lines.Line(time.Property("DUE", due));
        }

        if (item.IsDeleted)
        {
            // It would come back to life where the file is opened.
            lines.Line("STATUS:CANCELLED");
        }
        else if (item.IsCompleted)
        {
            lines.Line("STATUS:COMPLETED");
            if (item.Completed is DateTimeOffset completed)
            {
                lines.Line(IcsTime.Utc("COMPLETED", completed));
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

    private static string Identify(string? id, long row) =>
        string.IsNullOrEmpty(id) ? FormattableString.Invariant($"row-{row}") : id!;

    private static void WriteHead(
        TextWriter lines, string? id, long row, DateTimeOffset? created, DateTimeOffset? modified)
    {
        lines.Text("UID", Identify(id, row));
        lines.Line(IcsTime.Utc("DTSTAMP", modified ?? created ?? DateTimeOffset.FromUnixTimeSeconds(0)));
        if (created is DateTimeOffset made)
        {
            lines.Line(IcsTime.Utc("CREATED", made));
        }

        if (modified is DateTimeOffset changed)
        {
            lines.Line(IcsTime.Utc("LAST-MODIFIED", changed));
        }
    }

    private static void WriteEnd(TextWriter lines, IosCalendarEvent item, IcsTime time)
    {
        if (item.End is not DateTimeOffset end || end < item.Start)
        {
            return;
        }

        if (item.IsAllDay)
        {
            // Whole days end within their last second; iCalendar names the day after.
            lines.Line(time.Property("DTEND", new DateTimeOffset(end.UtcDateTime.Date.AddDays(1), TimeSpan.Zero)));
        }
        else if (end > item.Start)
        {
            lines.Line(time.Property("DTEND", end));
        }
    }

    private static void WriteUrl(TextWriter lines, string? url)
    {
        if (!string.IsNullOrEmpty(url))
        {
            lines.Line("URL:" + ContentLines.OneLine(url!).Replace(" ", "%20"));
        }
    }

    private static string Answer(IosAttendee attendee) =>
        attendee.Status is "Accepted" or "Declined" or "Tentative" or "Delegated"
            ? attendee.Status.ToUpperInvariant()
            : "NEEDS-ACTION";

    private static void WritePerson(TextWriter lines, string name, IosAttendee person, string parameters)
    {
        string cn = string.IsNullOrEmpty(person.Name) ? "" : ";CN=" + ContentLines.Parameter(person.Name!);
        string address = ContentLines.OneLine(person.Address ?? "").Replace(" ", "");
        lines.Line(name + cn + parameters + ":" + (address.Length == 0 ? "invalid:nomail"
            : address.Contains(':') ? address
            : address.Contains('@') ? "mailto:" + address
            : "tel:" + address));
    }
}
