using System;
using System.Collections.Generic;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>What a restore to a device would do, and what stands in its way. Making it changes nothing.</summary>
public sealed record PhoneRestorePlan
{
    /// <summary>The backup's folder.</summary>
    public required string BackupPath { get; init; }

    /// <summary>The UDID of the device that the backup is of.</summary>
    public required string SourceUdid { get; init; }

    /// <summary>The name of the device that the backup is of; null when nothing tells.</summary>
    public string? SourceName { get; init; }

    /// <summary>The model of the device that the backup is of, <c>iPhone14,5</c> for example.</summary>
    public string? SourceProductType { get; init; }

    /// <summary>The iOS version of the backup.</summary>
    public string? SourceVersion { get; init; }

    /// <summary>When the backup was made.</summary>
    public DateTimeOffset? BackupDate { get; init; }

    /// <summary>Whether the backup is encrypted. Only then it has health data and most of the keychain.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>The UDID of the device that is restored.</summary>
    public required string TargetUdid { get; init; }

    /// <summary>What is known of that device.</summary>
    public required DeviceInfo Target { get; init; }

    /// <summary>Whether the backup is of the very device that is restored.</summary>
    public bool IsSameDevice => string.Equals(SourceUdid, TargetUdid, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether both devices are of one class, iPhone or iPad for example. Between others only apps' data travels.
    /// </summary>
    public required bool IsSameClass { get; init; }

    /// <summary>Regular files in the backup; zero when its list cannot be read.</summary>
    public long FileCount { get; init; }

    /// <summary>Bytes of the files.</summary>
    public long Bytes { get; init; }

    /// <summary>The types of data in the backup.</summary>
    public IReadOnlyList<DataTypeTotal> DataTypes { get; init; } = [];

    /// <summary>The ids of the apps that the device is asked to install.</summary>
    public IReadOnlyList<string> Apps { get; init; } = [];

    /// <summary>How it is restored.</summary>
    public required PhoneRestoreOptions Options { get; init; }

    /// <summary>What stands in the way; empty when nothing is known to.</summary>
    public IReadOnlyList<RestoreObstacle> Obstacles { get; init; } = [];

    /// <summary>An obstacle as an error about the backup or the device.</summary>
    public EngineException ToException(RestoreObstacle obstacle) =>
        obstacle.ToException(obstacle.IsAboutDevice ? TargetUdid : BackupPath);

    /// <summary>Throws what stands in the way first.</summary>
    /// <exception cref="EngineException">The first obstacle.</exception>
    public void RequireNoObstacle()
    {
        if (Obstacles.Count > 0)
        {
            throw ToException(Obstacles[0]);
        }
    }
}
