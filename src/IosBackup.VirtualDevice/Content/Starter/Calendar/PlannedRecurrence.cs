using System;

namespace IosBackup.VirtualDevice.Content.Starter.Calendar;

/// <summary>How often an event happens.</summary>
/// <param name="Frequency">1 each day, 2 week, 3 month, 4 year.</param>
/// <param name="Interval">Every how many of those.</param>
internal sealed record PlannedRecurrence(int Frequency, int Interval = 1)
{
    /// <summary>Which days: <c>D=0MO,0WE</c> weekdays, <c>M=1</c> days of the month, and so on.</summary>
    public string? Specifier { get; init; }

    /// <summary>How many times; 0 when that is not limited.</summary>
    public int Count { get; init; }

    /// <summary>Until when.</summary>
    public DateTimeOffset? Until { get; init; }
}
