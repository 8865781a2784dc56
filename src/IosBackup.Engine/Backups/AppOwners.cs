using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Tells which app the domains of a backup belong to: extensions and groups count to the app whose id is in their name.
/// Which groups an app may use stands nowhere in a backup, so a group of another name stands for itself.
/// </summary>
public sealed class AppOwners
{
    private const int MostRemembered = 4096;

    private readonly HashSet<string> _apps;
    private readonly Dictionary<string, string?> _remembered = new(StringComparer.Ordinal);

    /// <param name="domains">All domains of the backup.</param>
    public AppOwners(IEnumerable<string> domains) => _apps = new HashSet<string>(
        domains.Select(BackupDomain.Parse)
            .Where(static domain => domain.Kind is DomainKind.App or DomainKind.AppPlaceholder)
            .Select(static domain => domain.AppId!),
        StringComparer.Ordinal);

    /// <summary>Ids of the apps that have a container of their own.</summary>
    public IReadOnlyCollection<string> Apps => _apps;

    /// <summary>The id of the app; of the container where the app cannot be told; null for what is no app's.</summary>
    public string? Of(string domain)
    {
        if (_remembered.TryGetValue(domain, out string? owner))
        {
            return owner;
        }

        if (_remembered.Count >= MostRemembered)
        {
            _remembered.Clear();
        }

        return _remembered[domain] = Find(BackupDomain.Parse(domain));
    }

    private string? Find(BackupDomain domain) => domain.Kind switch
    {
        DomainKind.AppPlugin => FindBeginning(domain.AppId!) ?? domain.AppId,
        DomainKind.AppGroup => FindWithin(domain.AppId!) ?? domain.AppId,
        _ => domain.AppId,
    };

    /// <summary>The longest app id that an id goes on from.</summary>
    private string? FindBeginning(string id)
    {
        for (int end = id.Length; end > 0; end = id.LastIndexOf('.', end - 1))
        {
            string candidate = id.Substring(0, end);
            if (_apps.Contains(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The first app id among the parts of an id.</summary>
    private string? FindWithin(string id)
    {
        for (int start = 0; start >= 0 && start < id.Length;)
        {
            if (FindBeginning(id.Substring(start)) is string app)
            {
                return app;
            }

            int dot = id.IndexOf('.', start);
            start = dot < 0 ? id.Length : dot + 1;
        }

        return null;
    }
}
