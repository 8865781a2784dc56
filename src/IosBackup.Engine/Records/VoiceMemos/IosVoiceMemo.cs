using System;

namespace IosBackup;

/// <summary>A recording of the Voice Memos app.</summary>
public sealed record IosVoiceMemo : IosRecord
{
    /// <summary>The recording's identifier, a UUID; null when it has none.</summary>
    public string? MemoId { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long it is.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The folder it is in.</summary>
    public string? Folder { get; init; }

    /// <summary>The name of its file.</summary>
    public string? FileName { get; init; }

    /// <summary>The bytes of its file; null when the backup does not have it.</summary>
    public long? Size { get; init; }

    /// <summary>Whether it lies in "Recently Deleted".</summary>
    public bool IsTrashed { get; init; }

    /// <summary>The id of the recording in the backup; null when iCloud alone keeps it.</summary>
    public string? AudioFileId { get; init; }
}
