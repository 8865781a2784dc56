using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// iCalendar (RFC 5545): a file for each calendar and each list of reminders. Everything is written as it comes, a time
/// zone before the first item that is planned in it.
/// </summary>
internal sealed class IcsFormat(ExportFolder folder) : IRecordFormat
{
    private readonly Dictionary<string, IcsFile> _files = new(StringComparer.Ordinal);

    public bool Add(IosRecord record, CancellationToken stop)
    {
        switch (record)
        {
            case IosCalendarEvent { Start: not null } item:
                IcsTime time = IcsTime.Of(item);
                Open(item.Calendar ?? "Calendar", item.Color, time).WriteEvent(item, time);
                return true;
            case IosReminder item:
                IcsTime due = IcsTime.Of(item);
                Open(item.List ?? "Reminders", null, due).WriteReminder(item, due);
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

    private TextWriter Open(string name, string? color, IcsTime time)
    {
        if (!_files.TryGetValue(name, out IcsFile? file))
        {
            file = new IcsFile(folder.NewName("", name, ".ics"));
            _files.Add(name, file);
            TextWriter start = folder.Append(file.Path);
            start.Line("BEGIN:VCALENDAR");
            start.Line("VERSION:2.0");
            start.Line("PRODID:-//IosBackup//Export//EN");
            start.Text("X-WR-CALNAME", name);
            start.Text("X-APPLE-CALENDAR-COLOR", color);
        }

        TextWriter lines = folder.Append(file.Path);
        if (time.Zone is not null && file.Zones.Add(time.Zone.Id))
        {
            IcsTimeZone.Write(lines, time.Zone);
        }

        file.Count++;
        return lines;
    }
}
