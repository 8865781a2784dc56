using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A photo or video of the photo library.</summary>
public sealed record IosPhoto : IosRecord
{
    /// <summary>The library's identifier for it, a UUID; null when there is no library, only files.</summary>
    public string? PhotoId { get; init; }

    /// <summary>The name of the file on the phone, <c>IMG_0042.HEIC</c>.</summary>
    public string? FileName { get; init; }

    /// <summary>The name that it came with.</summary>
    public string? OriginalFileName { get; init; }

    /// <summary>Photo or video.</summary>
    public IosPhotoKind Kind { get; init; }

    /// <summary>What is special about it.</summary>
    public IosPhotoSubKind SubKind { get; init; }

    /// <summary>The uniform type identifier, <c>public.heic</c> for example.</summary>
    public string? TypeId { get; init; }

    /// <summary>When it was taken.</summary>
    public DateTimeOffset? Taken { get; init; }

    /// <summary>How far the clock where it was taken was ahead of UTC.</summary>
    public TimeSpan? TimeZoneOffset { get; init; }

    /// <summary>When it came into the library.</summary>
    public DateTimeOffset? Added { get; init; }

    /// <summary>When something about it changed last.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Width in pixels.</summary>
    public int Width { get; init; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; init; }

    /// <summary>The length of a video; null for photos.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The size of the original in bytes; null when it is not known.</summary>
    public long? Size { get; init; }

    /// <summary>Degrees north of the equator; null when the place is not known.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east of Greenwich; null when the place is not known.</summary>
    public double? Longitude { get; init; }

    /// <summary>Whether it is a favourite.</summary>
    public bool IsFavorite { get; init; }

    /// <summary>Whether its owner hid it.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether it lies in "Recently Deleted".</summary>
    public bool IsTrashed { get; init; }

    /// <summary>When it was thrown away.</summary>
    public DateTimeOffset? Trashed { get; init; }

    /// <summary>Whether it was edited.</summary>
    public bool IsEdited { get; init; }

    /// <summary>What the frames of one burst have in common; null for all others.</summary>
    public string? BurstId { get; init; }

    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The caption.</summary>
    public string? Caption { get; init; }

    /// <summary>The albums it is in, with the folders above them between slashes.</summary>
    public IReadOnlyList<string> Albums { get; init; } = [];

    /// <summary>The people on it that have names.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>Its keywords.</summary>
    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Who made the camera.</summary>
    public string? CameraMake { get; init; }

    /// <summary>The camera's model.</summary>
    public string? CameraModel { get; init; }

    /// <summary>The app that saved it.</summary>
    public string? ImportedBy { get; init; }

    /// <summary>Whether the camera on the side of the screen took it; null when that is not known.</summary>
    public bool? IsFromFrontCamera { get; init; }

    /// <summary>Which of its files the backup has.</summary>
    public IosPhotoAvailability Availability { get; init; }

    /// <summary>The domain of its files.</summary>
    public string? Domain { get; init; }

    /// <summary>The path of the original, which need not be there.</summary>
    public string? RelativePath { get; init; }

    /// <summary>The id of the original; null when the backup does not have it.</summary>
    public string? OriginalFileId { get; init; }

    /// <summary>The id of a Live Photo's video.</summary>
    public string? LiveVideoFileId { get; init; }

    /// <summary>The id of the edited version.</summary>
    public string? EditedFileId { get; init; }

    /// <summary>The id of the video of an edited Live Photo.</summary>
    public string? EditedVideoFileId { get; init; }

    /// <summary>The id of the thumbnail.</summary>
    public string? ThumbnailFileId { get; init; }
}
