using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A restore to a device that the device has called good. Sizes are in bytes, times in UTC.</summary>
public sealed record IosDeviceRestoreResult
{
    /// <summary>The device that was restored.</summary>
    public required string Udid { get; init; }

    public string? DeviceName { get; init; }

    /// <summary>The device that the data came from.</summary>
    public required string SourceUdid { get; init; }

    /// <summary>The backup that was restored; of chosen items, the backup made of the device before.</summary>
    public required string BackupPath { get; init; }

    /// <summary>Files that the device fetched.</summary>
    public required long FilesSent { get; init; }

    public required long BytesSent { get; init; }

    /// <summary>Items that were put in among what the device had; empty when a whole backup was restored.</summary>
    public IReadOnlyList<string> Items { get; init; } = [];

    /// <summary>Whether the device restarts now.</summary>
    public required bool Reboots { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Bytes a second.</summary>
    public double Throughput => Duration > TimeSpan.Zero ? BytesSent / Duration.TotalSeconds : 0;
}
