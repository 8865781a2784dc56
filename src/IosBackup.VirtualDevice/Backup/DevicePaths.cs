using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Where domains lie on a phone. Hosts get these paths for information only.</summary>
internal static class DevicePaths
{
    private const string DataVolume = "/.ba/";

    private static readonly Dictionary<string, string> s_roots = new(StringComparer.Ordinal)
    {
        ["DatabaseDomain"] = "db",
        ["HealthDomain"] = "mobile/Library",
        ["InstallDomain"] = "installd",
        ["KeychainDomain"] = "Keychains",
        ["ManagedPreferencesDomain"] = "Managed Preferences",
        ["MobileDeviceDomain"] = "MobileDevice",
        ["NetworkDomain"] = "networkd",
        ["ProtectedDomain"] = "protected",
        ["RootDomain"] = "root",
        ["SystemPreferencesDomain"] = "preferences",
        ["WirelessDomain"] = "wireless",
        ["AppDomain"] = "mobile/Containers/Data/Application/",
        ["AppDomainGroup"] = "mobile/Containers/Shared/AppGroup/",
        ["AppDomainPlugin"] = "mobile/Containers/Data/PluginKitPlugin/",
        ["SysContainerDomain"] = "containers/Data/System/",
        ["SysSharedContainerDomain"] = "containers/Shared/SystemGroup/",
    };

    /// <summary>The path of a file that a phone writes only to send it.</summary>
    public static string Temporary(string name) => DataVolume + "tmp/" + name;

    /// <summary>The path of a file.</summary>
    public static string Of(string domain, string relativePath)
    {
        int hyphen = domain.IndexOf('-');
        string kind = hyphen < 0 ? domain : domain.Remove(hyphen);
        string container = hyphen < 0 ? "" : domain.Substring(hyphen + 1);
        string root = s_roots.TryGetValue(kind, out string? known) ? known : "mobile";
        return $"{DataVolume}{root}{container}/{relativePath}";
    }
}
