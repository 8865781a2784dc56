using System.Collections.Generic;

namespace IosBackup.Engine.Restoration;

/// <summary>What an extraction would do.</summary>
public sealed record ExtractionPlan
{
    /// <summary>Most notes that a plan keeps.</summary>
    public const int MostNotes = 1000;

    /// <summary>The destination folder.</summary>
    public required string Destination { get; init; }

    /// <summary>Files that would be written, new ones and others.</summary>
    public long Files { get; init; }

    /// <summary>Folders that the backup lists.</summary>
    public long Folders { get; init; }

    /// <summary>Symbolic links.</summary>
    public long Links { get; init; }

    /// <summary>
    /// Bytes that would be written, by the sizes that the phone stated; no more of a large file than is stored.
    /// </summary>
    public long Bytes { get; init; }

    /// <summary>Files that are there already.</summary>
    public long FilesPresent { get; init; }

    /// <summary>Other files that are in the way; replaced only when that is asked for.</summary>
    public long Conflicts { get; init; }

    /// <summary>Entries that get other names, collisions among them.</summary>
    public long Renamed { get; init; }

    /// <summary>Entries whose name is taken by one that some system holds for the same.</summary>
    public long Collisions { get; init; }

    /// <summary>Symbolic links that would stand in the map alone.</summary>
    public long LinksRecorded { get; init; }

    /// <summary>Entries that would be refused.</summary>
    public long Refused { get; init; }

    /// <summary>Bytes free at the destination.</summary>
    public long FreeBytes { get; init; }

    /// <summary>Whether there is room.</summary>
    public bool Fits => Bytes <= FreeBytes;

    /// <summary>What is noteworthy, entry by entry; the first <see cref="MostNotes"/>.</summary>
    public IReadOnlyList<ExtractionNote> Notes { get; init; } = [];
}
