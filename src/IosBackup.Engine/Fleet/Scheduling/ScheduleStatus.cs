using System;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>What the system tells of a schedule now; null is what it cannot tell.</summary>
public sealed record ScheduleStatus
{
    /// <summary>Whether the system will run it.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>When it runs next.</summary>
    public DateTimeOffset? NextRun { get; init; }

    /// <summary>When it ran last.</summary>
    public DateTimeOffset? LastRun { get; init; }

    /// <summary>The exit code of the last run that has ended; 128 and the signal when one ended it.</summary>
    public int? LastExitCode { get; init; }
}
