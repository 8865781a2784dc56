using System;
using System.Security;

namespace IosBackup;

/// <summary>An entry of the keychain. What it protects is only there when it was asked for.</summary>
public sealed record IosKeychainItem : IosRecord
{
    /// <summary>GenericPassword, InternetPassword, Certificate or Key.</summary>
    public required string Kind { get; init; }

    /// <summary>The service, the server, or the label: what it is for.</summary>
    public string? Name { get; init; }

    /// <summary>The account or user name.</summary>
    public string? Account { get; init; }

    /// <summary>The app or group of apps that may use it.</summary>
    public string? AccessGroup { get; init; }

    /// <summary>What its maker calls it.</summary>
    public string? Label { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether iCloud Keychain shares it between devices.</summary>
    public bool IsSynchronized { get; init; }

    /// <summary>
    /// Whether it opens on the same phone only: then nothing is known of it but its kind.
    /// </summary>
    public bool IsDeviceBound { get; init; }

    /// <summary>What it protects; null unless it was asked for.</summary>
    public SecureString? Secret { get; init; }

    /// <summary>Whether the secret is no text, and given in Base64.</summary>
    public bool IsSecretBase64 { get; init; }
}
