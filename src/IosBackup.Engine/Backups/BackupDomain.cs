using System.Collections.Generic;

namespace IosBackup.Engine.Backups;

/// <summary>A domain's name taken apart: what it stands for and the id of its container. Case matters.</summary>
/// <param name="Kind">What the domain stands for.</param>
/// <param name="ContainerId">The id of the app, group or service; null for fixed parts of the system.</param>
public sealed record BackupDomain(DomainKind Kind, string? ContainerId)
{
    private const string App = "AppDomain";
    private const string Group = "AppDomainGroup";
    private const string Plugin = "AppDomainPlugin";

    private static readonly BackupDomain s_system = new(DomainKind.System, null);

    /// <summary>The id of the app, of its extension or of its group; null when no app owns the domain.</summary>
    public string? AppId => Kind is DomainKind.App or DomainKind.AppGroup or DomainKind.AppPlugin
        or DomainKind.AppPlaceholder ? ContainerId : null;

    /// <summary>The domain of an app's own container.</summary>
    public static string OfApp(string bundleId) => $"{App}-{bundleId}";

    /// <summary>Takes a domain's name apart, at its first hyphen: ids have hyphens of their own.</summary>
    public static BackupDomain Parse(string domain)
    {
        int hyphen = domain.IndexOf('-');
        if (hyphen < 0)
        {
            return s_system;
        }

        DomainKind kind = domain.Substring(0, hyphen) switch
        {
            App => DomainKind.App,
            Group => DomainKind.AppGroup,
            Plugin => DomainKind.AppPlugin,
            "AppDomainPlaceholder" => DomainKind.AppPlaceholder,
            "SysContainerDomain" => DomainKind.SystemContainer,
            "SysSharedContainerDomain" => DomainKind.SystemGroup,
            _ => DomainKind.System,
        };
        return kind == DomainKind.System ? s_system : new BackupDomain(kind, domain.Substring(hyphen + 1));
    }

    /// <summary>
    /// The domains of an app: its container, its extensions, and the groups that have the app's id in their name. Which
    /// groups an app may use stands nowhere in a backup, so groups of other names cannot be told.
    /// </summary>
    /// <param name="bundleId">The app's id, <c>net.whatsapp.WhatsApp</c> for example.</param>
    public static IReadOnlyList<TextFilter> FiltersOfApp(string bundleId)
    {
        string literal = bundleId
            .Replace("[", "[[]")
            .Replace("*", "[*]")
            .Replace("?", "[?]");
        return
        [
            TextFilter.Exact(OfApp(bundleId)),
            TextFilter.Prefix($"{Plugin}-{bundleId}."),
            TextFilter.Exact($"{Group}-{bundleId}"),
            TextFilter.Glob($"{Group}-*.{literal}"),
            TextFilter.Glob($"{Group}-*.{literal}.*"),
        ];
    }
}
