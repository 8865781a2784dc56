using System;
using System.Collections.Generic;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Runs;

/// <summary>What a run has made. There is a result only when a good generation stands in the repository.</summary>
public sealed record BackupRunResult
{
    /// <summary>The new generation's folder.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the device sent everything.</summary>
    public required bool IsFull { get; init; }

    /// <summary>Whether the backup is encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>What the run began with.</summary>
    public required StagingOrigin Origin { get; init; }

    /// <summary>Stored files.</summary>
    public required long FileCount { get; init; }

    /// <summary>Bytes of the stored files.</summary>
    public required long Size { get; init; }

    /// <summary>Files that came over the wire.</summary>
    public required long FilesReceived { get; init; }

    /// <summary>Bytes that came over the wire.</summary>
    public required long BytesReceived { get; init; }

    /// <summary>When the run began.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many files the device could not read.</summary>
    public required long FailedCount { get; init; }

    /// <summary>The first of the files that the device could not read.</summary>
    public required IReadOnlyList<FailedFile> FailedFiles { get; init; }

    /// <summary>What the caller should know.</summary>
    public required IReadOnlyList<BackupWarning> Warnings { get; init; }
}
