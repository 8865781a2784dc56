using System.Collections.Generic;

namespace IosBackup.Engine.Records.Photos;

/// <summary>Which photos to read. Periods are about when they were taken.</summary>
public sealed record PhotoQuery : RecordQuery
{
    /// <summary>Photos or videos; both when null.</summary>
    public IosPhotoKind? Kind { get; init; }

    /// <summary>
    /// Alternatives for the title or path of an album, with wildcards: * for any characters, ? for one.
    /// </summary>
    public IReadOnlyList<string> Albums { get; init; } = [];

    /// <summary>Only favourites.</summary>
    public bool FavoritesOnly { get; init; }

    /// <summary>Also those that their owner hid.</summary>
    public bool IncludeHidden { get; init; }

    /// <summary>Also those in "Recently Deleted".</summary>
    public bool IncludeTrashed { get; init; }
}
