using System.Collections.Generic;

namespace IosBackup.Engine.Records.Reminders;

/// <summary>Which reminders to read. Periods are about when they are due.</summary>
public sealed record ReminderQuery : RecordQuery
{
    /// <summary>Alternatives for the list's name, with wildcards: * for any characters, ? for one.</summary>
    public IReadOnlyList<string> Lists { get; init; } = [];

    /// <summary>Whether they are done; all when null.</summary>
    public bool? IsCompleted { get; init; }
}
