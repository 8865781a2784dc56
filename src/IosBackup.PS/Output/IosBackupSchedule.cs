using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A script that this computer runs at times of day. What the system cannot tell is null.</summary>
public sealed record IosBackupSchedule
{
    /// <summary>The name that it was registered with.</summary>
    public required string Name { get; init; }

    /// <summary>The full path of the script.</summary>
    public required string FilePath { get; init; }

    /// <summary>What the script is given.</summary>
    public IReadOnlyList<string> ArgumentList { get; init; } = [];

    /// <summary>The full path of the PowerShell that runs it.</summary>
    public required string PowerShellPath { get; init; }

    /// <summary>Times of day, on this computer's clock.</summary>
    public required IReadOnlyList<TimeSpan> At { get; init; }

    /// <summary>The days on which it runs.</summary>
    public required IReadOnlyList<DayOfWeek> DaysOfWeek { get; init; }

    /// <summary>After how long a run is ended.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Whether the system will run it.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>When it runs next, in UTC.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>When it ran last, in UTC.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>The exit code of the last run that has ended; 128 and the signal when one ended it.</summary>
    public int? LastExitCode { get; init; }

    /// <summary>The file or the task that holds it.</summary>
    public required string Location { get; init; }

    public override string ToString() => Name;
}
