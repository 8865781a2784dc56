using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Records.Apps;

/// <summary>What the domains of apps hold.</summary>
internal sealed class AppUsage
{
    private static readonly AppData s_nothing = new(0, 0, []);

    private readonly Dictionary<string, AppData> _domains = new(StringComparer.Ordinal);
    private readonly HashSet<string> _others = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AppData> _apps = new(StringComparer.Ordinal);

    private AppUsage()
    {
    }

    /// <summary>The apps that have domains.</summary>
    public IEnumerable<string> Apps => _domains.Keys
        .Select(BackupDomain.Parse)
        .Where(static domain => domain.Kind == DomainKind.App)
        .Select(static domain => domain.AppId!);

    /// <summary>Adds up the files of a backup.</summary>
    public static AppUsage Measure(Backup backup, CancellationToken stop)
    {
        AppUsage usage = new();
        BackupFileQuery query = new() { Domains = [TextFilter.Prefix("AppDomain")] };
        foreach (BackupFile file in backup.Files(query, stop))
        {
            AppData data = usage._domains.TryGetValue(file.Domain, out AppData? known) ? known : s_nothing;
            bool isFile = file.Kind == FileKind.File;
            usage._domains[file.Domain] = new AppData(
                data.FileCount + (isFile ? 1 : 0), data.Size + (isFile ? Math.Max(0, file.Size) : 0), []);
        }

        usage._others.UnionWith(usage._domains.Keys.Select(BackupDomain.Parse)
            .Where(static domain => domain.Kind is DomainKind.AppGroup or DomainKind.AppPlugin)
            .Select(static domain => domain.AppId!));
        return usage;
    }

    /// <summary>Whether an id is that of a group or an extension rather than of an app.</summary>
    public bool IsGroupOrPlugin(string id) => _others.Contains(id);

    /// <summary>
    /// Gives each domain to an app. Extensions and groups have the app's id in theirs; they belong to the app with the
    /// longest id that fits.
    /// </summary>
    public void Assign(HashSet<string> apps)
    {
        foreach (KeyValuePair<string, AppData> entry in _domains.OrderBy(
            static entry => entry.Key, StringComparer.Ordinal))
        {
            if (OwnerOf(BackupDomain.Parse(entry.Key), apps) is string owner)
            {
                AppData data = Of(owner);
                _apps[owner] = new AppData(
                    data.FileCount + entry.Value.FileCount,
                    data.Size + entry.Value.Size,
                    [.. data.Domains, entry.Key]);
            }
        }
    }

    /// <summary>The files of an app.</summary>
    public AppData Of(string id) => _apps.TryGetValue(id, out AppData? data) ? data : s_nothing;

    private static string? OwnerOf(BackupDomain domain, HashSet<string> apps) => domain.Kind switch
    {
        DomainKind.App => domain.AppId,
        DomainKind.AppPlugin => FindStart(domain.AppId!, apps),
        DomainKind.AppGroup => FindWithin(domain.AppId!, apps),
        _ => null,
    };

    /// <summary>The app whose id an extension's begins with.</summary>
    private static string? FindStart(string id, HashSet<string> apps)
    {
        for (int end = id.Length; end > 0; end = id.LastIndexOf('.', end - 1))
        {
            string start = id.Substring(0, end);
            if (apps.Contains(start))
            {
                return start;
            }
        }

        return null;
    }

    /// <summary>The app whose id stands anywhere in a group's, which begins with a team's id or "group".</summary>
    private static string? FindWithin(string id, HashSet<string> apps)
    {
        for (int at = 0; at >= 0 && at < id.Length; at = id.IndexOf('.', at) is int dot and >= 0 ? dot + 1 : -1)
        {
            if (FindStart(id.Substring(at), apps) is string found)
            {
                return found;
            }
        }

        return null;
    }
}
