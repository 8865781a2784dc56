using System.Collections.Generic;

namespace IosBackup.Engine.Records.Calendar;

/// <summary>
/// Which events to read. Periods are about when events begin; a series fits when it begins before the period ends, and
/// does not end before the period begins.
/// </summary>
public sealed record CalendarQuery : RecordQuery
{
    /// <summary>Alternatives for the calendar's title, in the syntax of SQL's LIKE.</summary>
    public IReadOnlyList<string> Calendars { get; init; } = [];
}
