using System.Collections.Generic;
using IosBackup.Engine.Restoration;

namespace IosBackup;

/// <summary>What Restore-IosBackup would put into a folder (-WhatIf). Sizes are in bytes.</summary>
public sealed record IosRestorePlan
{
    /// <summary>The folder.</summary>
    public required string Destination { get; init; }

    /// <summary>How the files would be arranged in it.</summary>
    public required ExtractionLayout Layout { get; init; }

    /// <summary>Files that would be written.</summary>
    public long Files { get; init; }

    /// <summary>Bytes that would be written, by the sizes that the phone stated.</summary>
    public long NeededSpace { get; init; }

    public long FreeSpace { get; init; }

    /// <summary>Whether there is room.</summary>
    public bool Fits => NeededSpace <= FreeSpace;

    public long Folders { get; init; }

    public long Links { get; init; }

    /// <summary>Symbolic links that would stand in the map alone, because they lead out of the folder.</summary>
    public long LinksRecorded { get; init; }

    /// <summary>Files that are there already, whole and the same.</summary>
    public long FilesPresent { get; init; }

    /// <summary>Other files in the way.</summary>
    public long Conflicts { get; init; }

    /// <summary>Whether files in the way would be replaced (-Force) or be errors.</summary>
    public bool ReplacesConflicts { get; init; }

    /// <summary>Items that would get other names than on the phone.</summary>
    public long Renamed { get; init; }

    /// <summary>Those of them whose name another item has, on this system or another.</summary>
    public long Collisions { get; init; }

    /// <summary>Items that would be refused, because their paths lead elsewhere.</summary>
    public long Refused { get; init; }

    /// <summary>What there is to say item by item; the first thousand.</summary>
    public IReadOnlyList<IosRestoreNote> Notes { get; init; } = [];
}
