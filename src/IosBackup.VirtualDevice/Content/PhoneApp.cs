using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content;

/// <summary>An app that is installed on a phone.</summary>
public sealed record PhoneApp
{
    /// <summary>The bundle identifier, <c>com.example.app</c> for example.</summary>
    public required string BundleId { get; init; }

    /// <summary>The name below its icon.</summary>
    public required string Name { get; init; }

    /// <summary>The version that users see (<c>CFBundleShortVersionString</c>).</summary>
    public required string Version { get; init; }

    /// <summary>The build (<c>CFBundleVersion</c>).</summary>
    public required string Build { get; init; }

    /// <summary>Whether the app came with the system.</summary>
    public bool IsSystem { get; init; }

    /// <summary>Who sells it (<c>artistName</c> of the store's metadata).</summary>
    public string Developer { get; init; } = "Apple";

    /// <summary>The store's category.</summary>
    public string Genre { get; init; } = "Utilities";

    /// <summary>The store's number for it, 0 for apps that came otherwise.</summary>
    public long StoreId { get; init; }

    /// <summary>When the owner got it.</summary>
    public DateTimeOffset PurchaseDate { get; init; }

    /// <summary>Bundle identifiers of its extensions, each with a domain <c>AppDomainPlugin-…</c> of its own.</summary>
    public IReadOnlyList<string> PlugIns { get; init; } = [];

    /// <summary>Identifiers of the groups whose containers it shares, each a domain <c>AppDomainGroup-…</c>.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The UUID that names the app's data container on the phone.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The icon, a PNG file.</summary>
    public required byte[] Icon { get; init; }
}
