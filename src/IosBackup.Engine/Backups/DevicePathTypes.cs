using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Guesses data types from the path that a device names while it sends a file; the domain is known only from the
/// manifest, which comes last. Several domains share a folder of the device, so a path may mean several types.
/// </summary>
internal static class DevicePathTypes
{
    private const string User = "/mobile/";
    private const string Containers = "Containers/";
    private const string AppData = Containers + "Data/Application/";
    private const string PluginData = Containers + "Data/PluginKitPlugin/";
    private const string GroupData = Containers + "Shared/AppGroup/";

    private static readonly string[] s_userDomains =
        ["HomeDomain", "CameraRollDomain", "MediaDomain", "TonesDomain", "BooksDomain", "HomeKitDomain"];

    /// <summary>The types that a file may have; empty when the path tells nothing.</summary>
    public static IReadOnlyCollection<DataType> Of(string devicePath)
    {
        if (BelowUser(devicePath) is not string path)
        {
            return [];
        }

        if (path.StartsWith(Containers, StringComparison.Ordinal))
        {
            return OfContainer(path);
        }

        IEnumerable<DataType> types = s_userDomains.Select(domain => DataTypes.Of(domain, path));
        return [.. path.StartsWith("Library/Health/", StringComparison.Ordinal)
            ? types.Append(DataType.Health).Distinct()
            : types.Distinct()];
    }

    /// <summary>Whether a file belongs to an app, or to something that apps share.</summary>
    public static bool IsInContainer(string devicePath) =>
        BelowUser(devicePath)?.StartsWith(Containers, StringComparison.Ordinal) == true;

    /// <summary>The name of an app's own container and the path in it; null for what lies elsewhere.</summary>
    public static (string Container, string Path)? SplitAppContainer(string devicePath)
    {
        if (BelowUser(devicePath) is not string path || !path.StartsWith(AppData, StringComparison.Ordinal))
        {
            return null;
        }

        int slash = path.IndexOf('/', AppData.Length);
        return slash < 0
            ? null
            : (path.Substring(AppData.Length, slash - AppData.Length), path.Substring(slash + 1));
    }

    private static string? BelowUser(string devicePath)
    {
        int user = devicePath.IndexOf(User, StringComparison.Ordinal);
        return user < 0 ? null : devicePath.Substring(user + User.Length);
    }

    /// <summary>
    /// Containers are named by random numbers on real devices: a path tells the kind of container alone.
    /// </summary>
    private static IReadOnlyCollection<DataType> OfContainer(string path) =>
        path.StartsWith(AppData, StringComparison.Ordinal) ? DataTypes.OfDomains("AppDomain-")
        : path.StartsWith(PluginData, StringComparison.Ordinal) ? DataTypes.OfDomains("AppDomainPlugin-")
        : path.StartsWith(GroupData, StringComparison.Ordinal) ? DataTypes.OfDomains("AppDomainGroup-")
        : [];
}
