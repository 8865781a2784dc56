namespace IosBackup.Engine.Restoration;

/// <summary>What an extraction did.</summary>
public sealed record ExtractionResult
{
    /// <summary>The destination folder.</summary>
    public required string Destination { get; init; }

    /// <summary>Files that were written.</summary>
    public long FilesWritten { get; init; }

    /// <summary>Files that were there already.</summary>
    public long FilesSkipped { get; init; }

    /// <summary>Folders that the backup lists.</summary>
    public long Folders { get; init; }

    /// <summary>Symbolic links that were made or were there already.</summary>
    public long Links { get; init; }

    /// <summary>Symbolic links that stand in the map alone.</summary>
    public long LinksRecorded { get; init; }

    /// <summary>Entries that could not be extracted.</summary>
    public long Failed { get; init; }

    /// <summary>Entries whose names are not those of the phone.</summary>
    public long Renamed { get; init; }

    /// <summary>Bytes of content that were written.</summary>
    public long BytesWritten { get; init; }

    /// <summary>The map of names; null when this extraction had nothing to write into it.</summary>
    public string? MapPath { get; init; }
}
