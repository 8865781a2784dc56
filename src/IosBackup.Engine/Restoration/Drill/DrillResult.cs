using System;
using System.Collections.Generic;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Restoration.Drill;

/// <summary>How a drill ended.</summary>
public sealed record DrillResult
{
    /// <summary>What the device got.</summary>
    public required DrillReport Report { get; init; }

    /// <summary>Why the backup could not be restored; null when it could.</summary>
    public EngineException? Refusal { get; init; }

    /// <summary>
    /// Where what arrived is not what the manifest lists, and databases that are damaged, in technical words.
    /// </summary>
    public IReadOnlyList<string> Differences { get; init; } = [];

    /// <summary>Whether the device took the backup, and everything that it lists arrived well.</summary>
    public bool Passed => Refusal is null && Differences.Count == 0;

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
