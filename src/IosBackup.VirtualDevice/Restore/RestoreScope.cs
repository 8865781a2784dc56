using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.VirtualDevice.Backup;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>What of a backup a phone restores, what it passes over, and what it refuses altogether.</summary>
internal sealed class RestoreScope
{
    private const int FirstVersionThatAlwaysRemoves = 27;

    private static readonly HashSet<string> s_systemDomains = new(StringComparer.Ordinal)
    {
        "BackupDomain", "BooksDomain", "CameraRollDomain", "DatabaseDomain", "HealthDomain", "HomeDomain",
        "HomeKitDomain", "InstallDomain", "KeyboardDomain", "KeychainDomain", "ManagedPreferencesDomain",
        "MediaDomain", "MobileDeviceDomain", "NetworkDomain", "ProtectedDomain", "RootDomain",
        "SystemPreferencesDomain", "TonesDomain", "WirelessDomain",
    };

    /// <summary>Domains with files that iOS 27 removes whatever the host says.</summary>
    private static readonly HashSet<string> s_alwaysRemoved =
        new(StringComparer.Ordinal) { "CameraRollDomain", "HomeDomain", "KeyboardDomain" };

    private readonly VirtualPhone _phone;
    private readonly RestoreOptions _options;
    private readonly HashSet<string> _containers = new(StringComparer.Ordinal);
    private readonly bool _systemFiles;

    public RestoreScope(VirtualPhone phone, RestoreOptions options, BackupProperties backup)
    {
        _phone = phone;
        _options = options;
        foreach (InstalledApp app in phone.Apps)
        {
            _containers.Add(app.BundleId);
            _containers.UnionWith(app.Groups);
        }

        _containers.UnionWith(backup.Applications?.Select(static app => app.Key) ?? []);

        // Files of the system fit devices of the same class only.
        _systemFiles = options.SystemFiles && (ClassOf(backup.ProductType) is not string theirs
            || theirs == ClassOf(phone.Options.ProductType));
    }

    /// <summary>Why an entry is passed over; null when it is restored.</summary>
    /// <exception cref="BackupException"><see cref="BackupErrorCode.CorruptBackup"/>: it cannot be.</exception>
    public string? WhyNot(BackupFile entry)
    {
        RequirePossible(entry);
        BackupDomain domain = BackupDomain.Parse(entry.Domain);
        if (domain.Kind == DomainKind.System)
        {
            return !s_systemDomains.Contains(entry.Domain) ? "unknown domain"
                : !_systemFiles ? "system file"
                : _options.PreserveSettings && IsSetting(entry.Domain, entry.RelativePath) ? "settings are kept"
                : _options.PreserveCameraRoll && entry.Domain == "CameraRollDomain" ? "photos are kept"
                : null;
        }

        return domain.Kind is DomainKind.SystemContainer or DomainKind.SystemGroup
            ? _systemFiles ? null : "system file"
            : IsInstalled(domain) ? null : "app not installed";
    }

    /// <summary>What becomes of something that the phone has and the backup has not.</summary>
    public ItemFate FateOf(PhoneFile file)
    {
        BackupDomain domain = BackupDomain.Parse(file.Domain);
        bool system = domain.Kind is DomainKind.System or DomainKind.SystemContainer or DomainKind.SystemGroup;
        if (_options.RemoveItemsNotRestored)
        {
            bool kept = (system && !_systemFiles)
                || (_options.PreserveSettings && IsSetting(file.Domain, file.RelativePath))
                || (_options.PreserveCameraRoll && file.Domain == "CameraRollDomain");
            return kept ? ItemFate.Stays : ItemFate.Removed;
        }

        return _phone.MajorVersion >= FirstVersionThatAlwaysRemoves && _systemFiles
            && s_alwaysRemoved.Contains(file.Domain) ? ItemFate.LostAtBoot : ItemFate.Stays;
    }

    private static void RequirePossible(BackupFile entry)
    {
        try
        {
            EntryPaths.Require(entry.Domain, entry.RelativePath);
        }
        catch (EngineException e)
        {
            throw Impossible(entry, e.Message);
        }

        if (entry.FileId != FileIds.Compute(entry.Domain, entry.RelativePath))
        {
            throw Impossible(entry, "The id is not that of the path");
        }

        if ((entry.Flaws & FileFlaws.RecordDamaged) != 0)
        {
            throw Impossible(entry, "The record is damaged");
        }

        if (entry.Kind == FileKind.SymbolicLink && BackupDomain.Parse(entry.Domain).Kind != DomainKind.System
            && LeavesContainer(entry))
        {
            throw Impossible(entry, "The link leaves its container");
        }
    }

    private static bool LeavesContainer(BackupFile link)
    {
        int depth = link.RelativePath.Count(static letter => letter == '/');
        foreach (string part in (link.LinkTarget ?? "").Split('/'))
        {
            depth += part switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static BackupException Impossible(BackupFile entry, string why) => new(
        BackupErrorCode.CorruptBackup, $"{entry} cannot be restored",
        new BackupException(BackupErrorCode.InvalidFormat, why));

    private static bool IsSetting(string domain, string path) =>
        domain is "SystemPreferencesDomain" or "ManagedPreferencesDomain" or "WirelessDomain"
        || (domain == "HomeDomain" && path.StartsWith("Library/Preferences/", StringComparison.Ordinal));

    /// <summary><c>iPhone</c> of <c>iPhone16,1</c>.</summary>
    private static string? ClassOf(string? productType) =>
        productType is null ? null : new string([.. productType.TakeWhile(char.IsLetter)]);

    private bool IsInstalled(BackupDomain domain) => _containers.Contains(domain.ContainerId!)
        || (domain.Kind == DomainKind.AppPlugin
            && _containers.Any(app => domain.ContainerId!.StartsWith(app + ".", StringComparison.Ordinal)));
}
