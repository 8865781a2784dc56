using System;
using IosBackup.Engine.Restoration;

namespace IosBackup;

/// <summary>What Restore-IosBackup put into a folder. Sizes are in bytes.</summary>
public sealed record IosRestoreResult
{
    /// <summary>The folder.</summary>
    public required string Destination { get; init; }

    /// <summary>How the files are arranged in it.</summary>
    public required ExtractionLayout Layout { get; init; }

    /// <summary>Files that were written.</summary>
    public long FilesWritten { get; init; }

    /// <summary>Files that were there already, whole and the same.</summary>
    public long FilesSkipped { get; init; }

    /// <summary>Folders that the backup lists.</summary>
    public long Folders { get; init; }

    /// <summary>Symbolic links that were made or were there.</summary>
    public long Links { get; init; }

    /// <summary>Symbolic links that stand in the map alone, because they lead out of the folder.</summary>
    public long LinksRecorded { get; init; }

    public long BytesWritten { get; init; }

    /// <summary>Items that could not be restored; each was an error.</summary>
    public long Failed { get; init; }

    /// <summary>Items that have other names than on the phone; the map tells them.</summary>
    public long Renamed { get; init; }

    /// <summary>The map of names; null when every name is that of the phone.</summary>
    public string? MapPath { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Bytes a second.</summary>
    public double Throughput => Duration > TimeSpan.Zero ? BytesWritten / Duration.TotalSeconds : 0;
}
