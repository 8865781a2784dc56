using System;

namespace IosBackup;

/// <summary>A page that was open in Safari.</summary>
public sealed record IosBrowserTab : IosRecord
{
    /// <summary>The page's address.</summary>
    public string? Url { get; init; }

    /// <summary>The page's title.</summary>
    public string? Title { get; init; }

    /// <summary>When it was looked at last.</summary>
    public DateTimeOffset? LastViewed { get; init; }

    /// <summary>The tab group it is in.</summary>
    public string? Group { get; init; }

    /// <summary>Whether it is a private tab.</summary>
    public bool IsPrivate { get; init; }
}
