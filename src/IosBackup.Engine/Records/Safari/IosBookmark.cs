using System;

namespace IosBackup;

/// <summary>A bookmark of Safari, an item of its reading list, or a folder of them.</summary>
public sealed record IosBookmark : IosRecord
{
    /// <summary>The title.</summary>
    public string? Title { get; init; }

    /// <summary>The page's address; null for folders.</summary>
    public string? Url { get; init; }

    /// <summary>The folders it lies in, between slashes; empty at the top.</summary>
    public string Folder { get; init; } = "";

    /// <summary>Whether it is a folder.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether it is on the reading list.</summary>
    public bool IsReadingList { get; init; }

    /// <summary>Whether an item of the reading list was read; null for all others.</summary>
    public bool? IsRead { get; init; }

    /// <summary>When an item of the reading list was added.</summary>
    public DateTimeOffset? Added { get; init; }

    /// <summary>When an item of the reading list was looked at last.</summary>
    public DateTimeOffset? LastViewed { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>The first words of a page on the reading list.</summary>
    public string? Preview { get; init; }

    /// <summary>Its place among those of its folder.</summary>
    public long Order { get; init; }
}
