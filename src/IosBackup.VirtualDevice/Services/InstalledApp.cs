using System.Collections.Generic;
using System.Text;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Services;

/// <summary>An app that is installed on a phone.</summary>
public sealed record InstalledApp
{
    /// <summary>The bundle identifier, <c>com.example.notes</c> for example.</summary>
    public required string BundleId { get; init; }

    /// <summary>The name below the icon.</summary>
    public required string Name { get; init; }

    /// <summary>The version shown to people.</summary>
    public string Version { get; init; } = "1.0";

    /// <summary>The build.</summary>
    public string BundleVersion { get; init; } = "1";

    /// <summary>Whether the app came with iOS.</summary>
    public bool IsSystem { get; init; }

    /// <summary>The groups that the app shares files in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The receipt of the purchase; null for apps that did not come from the store.</summary>
    public byte[]? Sinf { get; init; }

    /// <summary>The store's description, a property list; null for apps that did not come from the store.</summary>
    public byte[]? StoreMetadata { get; init; }

    /// <summary>Two apps of the store, and one that came with iOS.</summary>
    public static IReadOnlyList<InstalledApp> Samples { get; } =
    [
        FromStore("com.example.notebook", "Notebook", "4.2.1"),
        FromStore("com.example.travel", "Travel", "12.0"),
        new InstalledApp { BundleId = "com.apple.mobilesafari", Name = "Safari", Version = "26.1", IsSystem = true },
    ];

    /// <summary>An app as it comes from the store.</summary>
    public static InstalledApp FromStore(string bundleId, string name, string version) => new()
    {
        BundleId = bundleId,
        Name = name,
        Version = version,
        BundleVersion = version + ".1",
        Sinf = Encoding.UTF8.GetBytes("sinf of " + bundleId),
        StoreMetadata = PropertyList.ToBinary(new PlistDictionary
        {
            ["itemName"] = name,
            ["softwareVersionBundleId"] = bundleId,
            ["bundleShortVersionString"] = version,
        }),
    };

    /// <summary>Where the app itself is.</summary>
    internal string BundlePath =>
        (IsSystem ? "/Applications/" : "/private/var/containers/Bundle/Application/") + Name + ".app";

    /// <summary>Where the app's files are.</summary>
    private string ContainerPath => "/private/var/mobile/Containers/Data/Application/" + BundleId;

    /// <summary>The app as installation_proxy describes it.</summary>
    internal PlistDictionary Describe()
    {
        PlistDictionary description = new()
        {
            ["ApplicationType"] = IsSystem ? "System" : "User",
            ["CFBundleIdentifier"] = BundleId,
            ["CFBundleDisplayName"] = Name,
            ["CFBundleName"] = Name,
            ["CFBundleShortVersionString"] = Version,
            ["CFBundleVersion"] = BundleVersion,
            ["Container"] = ContainerPath,
            ["Path"] = BundlePath,
            ["SignerIdentity"] = "Apple iPhone OS Application Signing",
        };
        description["ApplicationSINF"] = Sinf is null ? null : new PlistData(Sinf);
        description["iTunesMetadata"] = StoreMetadata is null ? null : new PlistData(StoreMetadata);
        return description;
    }
}
