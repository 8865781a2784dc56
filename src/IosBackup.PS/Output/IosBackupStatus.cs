using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>How well a device is backed up. Sizes are in bytes, times in UTC.</summary>
public sealed record IosBackupStatus
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that the device has, or had in its newest backup.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The model's name for people; null for models that are newer than this module.</summary>
    public string? ModelName { get; init; }

    /// <summary>The version of iOS in the last good backup.</summary>
    public string? ProductVersion { get; init; }

    /// <summary>Whether all that was asked for holds: no finding is an error.</summary>
    public required bool Passed { get; init; }

    /// <summary>When the last good backup was made; null when there is none.</summary>
    public DateTimeOffset? LastBackup { get; init; }

    /// <summary>The folder of the last good backup.</summary>
    public string? Path { get; init; }

    /// <summary>Whether its content is encrypted.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>Bytes of its files; null when nobody has counted them.</summary>
    public long? Size { get; init; }

    /// <summary>How many good backups there are in the repository.</summary>
    public required int BackupCount { get; init; }

    /// <summary>When a good backup of it last passed a test (Test-IosBackup); null when none ever did.</summary>
    public DateTimeOffset? LastVerified { get; init; }

    /// <summary>In how many of the other places there is a good backup that is new enough.</summary>
    public int CopyCount => Copies.Count;

    /// <summary>Those backups.</summary>
    public required IReadOnlyList<IosBackup> Copies { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public required IReadOnlyList<IosDeviceFinding> Findings { get; init; }

    public override string ToString() => $"{DeviceName ?? Udid}: {(Passed ? "passed" : "failed")}";
}
