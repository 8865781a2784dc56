using System.Collections.Generic;

namespace IosBackup.Engine.Records.Reminders;

/// <summary>Which reminders to read. Periods are about when they are due.</summary>
public sealed record ReminderQuery : RecordQuery
{
    /// <summary>Alternatives for the list's name, in the syntax of SQL's LIKE.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Whether they are done; all when null.</summary>
    public bool? IsCompleted { get; init; }
}
