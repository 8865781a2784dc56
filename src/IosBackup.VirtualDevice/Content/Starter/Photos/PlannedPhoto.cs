using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Photos;

/// <summary>A photo or video to be written.</summary>
internal sealed record PlannedPhoto
{
    /// <summary>The file's extension, in capitals.</summary>
    public required string Extension { get; init; }

    public required DateTimeOffset Taken { get; init; }

    public int Width { get; init; } = 320;

    public int Height { get; init; } = 240;

    /// <summary>The length of a video.</summary>
    public int Seconds { get; init; }

    /// <summary>
    /// The number that the library has for its kind of picture: 2 a Live Photo, 10 a screenshot, and so on.
    /// </summary>
    public int SubKind { get; init; }

    /// <summary>Degrees north and east.</summary>
    public (double Latitude, double Longitude)? Place { get; init; }

    public bool IsFavorite { get; init; }

    public bool IsHidden { get; init; }

    public DateTimeOffset? Trashed { get; init; }

    public bool IsEdited { get; init; }

    public bool IsFromFrontCamera { get; init; }

    /// <summary>Frames of one burst have the same.</summary>
    public string? BurstId { get; init; }

    public bool IsBurstPick { get; init; }

    /// <summary>The name that the picture came with.</summary>
    public string? OriginalName { get; init; }

    /// <summary>The bundle identifier and name of the app that saved it.</summary>
    public (string Bundle, string Name)? SavedBy { get; init; }

    public string? Title { get; init; }

    public string? Caption { get; init; }

    public IReadOnlyList<string> Albums { get; init; } = [];

    public IReadOnlyList<string> People { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>Whether the original is on the phone; iCloud may hold it alone.</summary>
    public bool IsOnPhone { get; init; } = true;

    public bool HasThumbnail { get; init; } = true;

    /// <summary>Whether it came from the shared library or another device and lies among those files.</summary>
    public bool IsFromCloud { get; init; }

    /// <summary>Whether a raw picture lies beside it.</summary>
    public bool HasRaw { get; init; }

    public bool IsVideo => Extension is "MOV" or "MP4";

    /// <summary>A Live Photo has a short movie beside it.</summary>
    public bool IsLive => SubKind == 2;
}
