using System;

namespace IosBackup.Engine.Backups;

/// <summary>What phones do differently from domain to domain.</summary>
internal static class DomainRules
{
    private const int UntilFirstUnlock = 3;
    private const int Always = 4;
    private const int WhileUnlocked = 1;

    private static readonly string[] s_withDigest =
    [
        "DatabaseDomain",
        "HealthDomain",
        "HomeDomain",
        "HomeKitDomain",
        "InstallDomain",
        "KeyboardDomain",
        "KeychainDomain",
        "ManagedPreferencesDomain",
        "RootDomain",
        "SystemPreferencesDomain",
        "WirelessDomain",
    ];

    /// <summary>Whether files of a domain have digests. A restore fails over a missing one.</summary>
    public static bool HasDigests(string domain) => Array.BinarySearch(s_withDigest, domain, StringComparer.Ordinal) >= 0;

    /// <summary>The protection class that files of a domain mostly have.</summary>
    public static int ProtectionClassOf(string domain, string relativePath) => domain switch
    {
        "KeychainDomain" when relativePath == "keychain-backup.plist" => WhileUnlocked,
        "CameraRollDomain" or "MediaDomain" => UntilFirstUnlock,
        _ => BackupDomain.Parse(domain).AppId is null ? Always : UntilFirstUnlock,
    };
}
