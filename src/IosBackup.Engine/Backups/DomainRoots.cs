using System.Collections.Generic;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Where on a phone the paths of a domain hang. Containers have random numbers for names there; here their ids stand in
/// for them.
/// </summary>
internal static class DomainRoots
{
    private const string User = "var/mobile";
    private const string UserContainers = User + "/Containers";
    private const string SystemContainers = "var/containers";

    /// <summary>As in <c>Domains.plist</c> of iOS 16.4.</summary>
    private static readonly Dictionary<string, string> s_roots = new()
    {
        ["BooksDomain"] = User,
        ["CameraRollDomain"] = User,
        ["DatabaseDomain"] = "var/db",
        ["HealthDomain"] = User + "/Library",
        ["HomeDomain"] = User,
        ["HomeKitDomain"] = User,
        ["InstallDomain"] = "var/installd",
        ["KeyboardDomain"] = User,
        ["KeychainDomain"] = "var/Keychains",
        ["ManagedPreferencesDomain"] = "var/Managed Preferences",
        ["MediaDomain"] = User,
        ["MobileDeviceDomain"] = "var/MobileDevice",
        ["NetworkDomain"] = "var/networkd",
        ["ProtectedDomain"] = "var/protected",
        ["RootDomain"] = "var/root",
        ["SystemPreferencesDomain"] = "var/preferences",
        ["TonesDomain"] = User,
        ["WirelessDomain"] = "var/wireless",
    };

    /// <summary>The folder of a domain, without a leading slash; the domain's own name when nobody knows it.</summary>
    public static string Of(string domain)
    {
        if (s_roots.TryGetValue(domain, out string? root))
        {
            return root;
        }

        BackupDomain parts = BackupDomain.Parse(domain);
        string? containers = parts.Kind switch
        {
            DomainKind.App => UserContainers + "/Data/Application",
            DomainKind.AppPlugin => UserContainers + "/Data/PluginKitPlugin",
            DomainKind.AppGroup => UserContainers + "/Shared/AppGroup",
            DomainKind.SystemContainer => SystemContainers + "/Data/System",
            DomainKind.SystemGroup => SystemContainers + "/Shared/SystemGroup",
            _ => null,
        };
        return containers is null || string.IsNullOrEmpty(parts.ContainerId)
            ? domain
            : $"{containers}/{parts.ContainerId}";
    }
}
