using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>The domains whose files carry a hash of their stored bytes.</summary>
internal static class DigestDomains
{
    private static readonly HashSet<string> s_domains = new(StringComparer.Ordinal)
    {
        "DatabaseDomain", "HealthDomain", "HomeDomain", "HomeKitDomain", "InstallDomain", "KeyboardDomain",
        "KeychainDomain", "ManagedPreferencesDomain", "RootDomain", "SystemPreferencesDomain", "WirelessDomain",
    };

    public static bool Contains(string domain) => s_domains.Contains(domain);
}
