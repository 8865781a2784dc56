using System.Collections.Generic;

namespace IosBackup.Engine.Records.Calendar;

/// <summary>
/// Which events to read. Periods are about when events begin; a series fits when it begins before the period ends, and
/// does not end before the period begins.
/// </summary>
public sealed record CalendarQuery : RecordQuery
{
    /// <summary>Alternatives for the calendar's title, with wildcards: * for any characters, ? for one.</summary>
    public IReadOnlyList<string> Calendars { get; init; } = [];
}
