using System;

namespace IosBackup.Engine.MobileBackup;

/// <summary>Where a run stands.</summary>
public sealed record BackupProgress
{
    /// <summary>What is being done.</summary>
    public BackupPhase Phase { get; init; }

    /// <summary>Files that came from the device.</summary>
    public long FilesReceived { get; init; }

    /// <summary>Bytes that came from the device.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Files that went to the device.</summary>
    public long FilesSent { get; init; }

    /// <summary>Bytes that went to the device.</summary>
    public long BytesSent { get; init; }

    /// <summary>Files that this host has looked at in <see cref="BackupPhase.Verifying"/>.</summary>
    public long FilesChecked { get; init; }

    /// <summary>Files that it has to look at; null when nobody knows.</summary>
    public long? FilesToCheck { get; init; }

    /// <summary>Bytes that it has read for that.</summary>
    public long BytesChecked { get; init; }

    /// <summary>Bytes that it has to read; null when nobody knows.</summary>
    public long? BytesToCheck { get; init; }

    /// <summary>
    /// The device's own estimate of the whole operation, 0 to 100; it may stand still for long and jump.
    /// </summary>
    public double? DevicePercent { get; init; }

    /// <summary>How long the wire has been silent; zero while there is traffic.</summary>
    public TimeSpan Silence { get; init; }

    /// <summary>The file that arrived last, as the device names it.</summary>
    public string? CurrentFile { get; init; }
}
