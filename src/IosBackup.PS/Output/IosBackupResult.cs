using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>How the backup of one device went. Sizes are in bytes, times in UTC.</summary>
public sealed record IosBackupResult
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that the device had, where it was known.</summary>
    public string? DeviceName { get; init; }

    public required IosBackupResultStatus Status { get; init; }

    /// <summary>The folder of the generation that was made; null when none was.</summary>
    public string? Backup { get; init; }

    /// <summary>Whether the device sent everything, rather than what had changed.</summary>
    public bool? IsFull { get; init; }

    public bool? IsEncrypted { get; init; }

    /// <summary>Stored files.</summary>
    public long? FileCount { get; init; }

    /// <summary>Bytes of the stored files.</summary>
    public long? Size { get; init; }

    /// <summary>Files that came over the wire.</summary>
    public long? FilesReceived { get; init; }

    /// <summary>Bytes that came over the wire.</summary>
    public long? BytesReceived { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset Started { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Bytes received a second, over the whole duration; null when there was no backup.</summary>
    public double? Throughput => BytesReceived is { } bytes && Duration > TimeSpan.Zero
        ? bytes / Duration.TotalSeconds
        : null;

    /// <summary>How many files the device could not read.</summary>
    public long FailedFileCount { get; init; }

    /// <summary>The first of them, as "path: reason".</summary>
    public IReadOnlyList<string> FailedFiles { get; init; } = [];

    /// <summary>What to know about the backup.</summary>
    public IReadOnlyList<IosBackupWarning> Warnings { get; init; } = [];

    /// <summary>What -Verify found; null without it, and when there is no backup.</summary>
    public IosBackupTestResult? Test { get; init; }

    /// <summary>
    /// The ErrorId of what ended it, or of the first thing wrong with a backup that stands, which may be the Id of a
    /// warning; null when all is well.
    /// </summary>
    public string? ErrorId { get; init; }

    /// <summary>The same in words.</summary>
    public string? Error { get; init; }

    public override string ToString() => $"{DeviceName ?? Udid}: {Status}";
}
