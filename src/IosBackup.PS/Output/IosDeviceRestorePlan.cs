using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>What Restore-IosBackup would do to a device (-WhatIf). Sizes are in bytes, times in UTC.</summary>
public sealed record IosDeviceRestorePlan
{
    /// <summary>The backup's folder; of items the first one's.</summary>
    public required string BackupPath { get; init; }

    /// <summary>The device that the backup is of.</summary>
    public required string SourceUdid { get; init; }

    public string? SourceName { get; init; }

    public string? SourceProductType { get; init; }

    /// <summary>The iOS version of the backup.</summary>
    public string? SourceVersion { get; init; }

    public DateTimeOffset? BackupDate { get; init; }

    public required bool IsEncrypted { get; init; }

    /// <summary>The device that would be restored.</summary>
    public required string TargetUdid { get; init; }

    public string? TargetName { get; init; }

    public string? TargetProductType { get; init; }

    public string? TargetVersion { get; init; }

    /// <summary>Whether the backup is of the very device.</summary>
    public required bool IsSameDevice { get; init; }

    /// <summary>What would be replaced on the device, in words.</summary>
    public required string Replaces { get; init; }

    /// <summary>The files that would be put onto the device one by one; empty for a whole backup.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    public long FileCount { get; init; }

    public long Size { get; init; }

    /// <summary>Files and bytes of each type of data.</summary>
    public IReadOnlyList<IosRestoreDataType> DataTypes { get; init; } = [];

    /// <summary>The ids of the apps that the device would be asked to install.</summary>
    public IReadOnlyList<string> Apps { get; init; } = [];

    /// <summary>Whether nothing is known that stands in the way.</summary>
    public bool IsPossible => Obstacles.Count == 0;

    /// <summary>What stands in the way.</summary>
    public IReadOnlyList<IosRestoreObstacle> Obstacles { get; init; } = [];
}
