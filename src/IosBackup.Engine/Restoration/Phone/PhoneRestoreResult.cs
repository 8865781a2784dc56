using System;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>A restore to a device that the device has called good.</summary>
public sealed record PhoneRestoreResult
{
    /// <summary>What was done.</summary>
    public required PhoneRestorePlan Plan { get; init; }

    /// <summary>Files that the device fetched, metadata included.</summary>
    public required long FilesSent { get; init; }

    /// <summary>Bytes that the device fetched.</summary>
    public required long BytesSent { get; init; }

    /// <summary>Whether the device restarts now, which ends the connection to it.</summary>
    public required bool Reboots { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
