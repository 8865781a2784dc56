using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>An app, and what the backup has of it: data only, never the app itself.</summary>
public sealed record IosApp : IosRecord
{
    /// <summary>The bundle identifier, <c>net.whatsapp.WhatsApp</c>.</summary>
    public required string AppId { get; init; }

    /// <summary>The name; the identifier's last part when the host did not note a name.</summary>
    public required string Name { get; init; }

    /// <summary>The version that users see.</summary>
    public string? Version { get; init; }

    /// <summary>Who makes it.</summary>
    public string? Developer { get; init; }

    /// <summary>The store's category.</summary>
    public string? Genre { get; init; }

    /// <summary>The store's number for it.</summary>
    public long? StoreId { get; init; }

    /// <summary>The Apple account that got it.</summary>
    public string? AppleId { get; init; }

    /// <summary>When it was got.</summary>
    public DateTimeOffset? Purchased { get; init; }

    /// <summary>Whether the user installed it; apps of the system are not listed by hosts.</summary>
    public bool IsInstalled { get; init; }

    /// <summary>How many files it has in the backup, with those of its extensions and groups.</summary>
    public long FileCount { get; init; }

    /// <summary>The bytes of those files.</summary>
    public long Size { get; init; }

    /// <summary>The domains of those files.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];
}
