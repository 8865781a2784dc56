using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Runs;

/// <summary>
/// Tells of files while they arrive whether a filter can spare them. Only the manifest, which comes last, knows their
/// domains; until then what is not told for certain is kept.
/// </summary>
/// <param name="filter">What is wanted.</param>
/// <param name="apps">Ids of the apps on the device.</param>
internal sealed class ArrivalFilter(BackupFilter filter, IReadOnlyCollection<string> apps)
{
    /// <summary>Far more than a phone has apps. Of further ones, files are kept until the manifest tells.</summary>
    private const int MostContainers = 4096;

    private readonly Dictionary<string, string?> _domains = new(StringComparer.Ordinal);

    /// <summary>Whether a file can be dropped.</summary>
    /// <param name="devicePath">Its path on the device.</param>
    /// <param name="hostPath">Where it is to be stored; the last part is its id.</param>
    public bool Drops(string devicePath, string hostPath)
    {
        if (filter.IsEmpty)
        {
            return false;
        }

        if (DevicePathTypes.SplitAppContainer(devicePath) is { } parts
            && FindDomain(parts.Container, parts.Path, hostPath) is string domain)
        {
            return !filter.Keeps(DataTypes.Of(domain, parts.Path), BackupDomain.Parse(domain).AppId);
        }

        IReadOnlyCollection<DataType> types = DevicePathTypes.Of(devicePath);
        return types.Count > 0 && !(DevicePathTypes.IsInContainer(devicePath)
            ? types.Any(filter.MayKeep)
            : types.Any(type => filter.Keeps(type, null)));
    }

    /// <summary>
    /// The domain of an app's container, whose name on the device is a random number: the id of a file in it, which is
    /// a hash of domain and path, gives the domain away.
    /// </summary>
    private string? FindDomain(string container, string path, string hostPath)
    {
        if (!_domains.TryGetValue(container, out string? domain) && _domains.Count < MostContainers)
        {
            string fileId = hostPath.Substring(hostPath.LastIndexOf('/') + 1);
            domain = apps
                .Select(BackupDomain.OfApp)
                .FirstOrDefault(candidate => FileIds.Compute(candidate, path) == fileId);
            _domains[container] = domain;
        }

        return domain;
    }
}
