using System;

namespace IosBackup;

/// <summary>A visit of a page in Safari.</summary>
public sealed record IosWebVisit : IosRecord
{
    /// <summary>The page's address.</summary>
    public string? Url { get; init; }

    /// <summary>The page's title.</summary>
    public string? Title { get; init; }

    /// <summary>When it was visited.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How often the page was visited in all.</summary>
    public long VisitCount { get; init; }

    /// <summary>The Safari profile, by its identifier; null for the ordinary one.</summary>
    public string? Profile { get; init; }

    /// <summary>Whether another device of the same account visited it.</summary>
    public bool IsFromOtherDevice { get; init; }

    /// <summary>Whether the page came.</summary>
    public bool IsLoaded { get; init; }

    /// <summary>Where the page led on to; null when it did not.</summary>
    public string? RedirectedTo { get; init; }
}
