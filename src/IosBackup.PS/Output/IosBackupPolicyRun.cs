using System;
using System.Collections.Generic;
using IosBackup.Engine.Fleet.Policies;

namespace IosBackup;

/// <summary>How a run of a policy went. Times are in UTC.</summary>
public sealed record IosBackupPolicyRun
{
    /// <summary>The policy's file.</summary>
    public required string Path { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The code for a scheduled job to end with (about_IosBackup_Policies).</summary>
    public int ExitCode => PolicyOutcomes.ExitCodeOf(Outcome);

    /// <summary>What the code stands for.</summary>
    public required PolicyOutcome Outcome { get; init; }

    /// <summary>The devices that were expected or found.</summary>
    public required IReadOnlyList<IosBackupPolicyDevice> Devices { get; init; }

    public override string ToString() => $"{Path}: {Outcome}";
}
