using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Settings;

/// <summary>Reads the phone's files of preferences, value by value.</summary>
public sealed class DeviceSettingReader : RecordReader<IosDeviceSetting, DeviceSettingQuery>
{
    private const string Ending = ".plist";

    private static readonly string[] s_domains =
        ["HomeDomain", "RootDomain", "WirelessDomain", "SystemPreferencesDomain", "ManagedPreferencesDomain"];

    /// <inheritdoc/>
    public override IEnumerable<IosDeviceSetting> Read(
        RecordSource source, DeviceSettingQuery query, CancellationToken stop = default)
    {
        bool isAny = false;
        long unreadable = 0;
        foreach (BackupFile file in source.Backup.Files(ToQuery(query), stop))
        {
            isAny = true;
            if (TryParse(source, file) is not PlistNode content)
            {
                unreadable++;
                continue;
            }

            foreach (IosDeviceSetting setting in SettingFlattener.Flatten(content, source, file, OwnerOf(file)))
            {
                stop.ThrowIfCancellationRequested();
                if (query.FitsText([setting.Owner, setting.Key, setting.Value]) && query.FitsTime(null))
                {
                    yield return setting;
                }
            }
        }

        if (!isAny && query.Owners.Count == 0)
        {
            source.Warn(RecordWarningKind.StoreMissing, "Settings");
        }

        if (unreadable > 0)
        {
            source.Warn(RecordWarningKind.ContentUnreadable, "Settings", unreadable);
        }
    }

    private static BackupFileQuery ToQuery(DeviceSettingQuery query)
    {
        List<TextFilter> domains = [.. s_domains.Select(TextFilter.Exact)];
        if (query.IncludeApps)
        {
            domains.Add(TextFilter.Prefix("AppDomain-"));
        }

        List<TextFilter> paths = [];
        foreach (string owner in query.Owners.DefaultIfEmpty("*").Select(LikePattern.Of))
        {
            paths.Add(TextFilter.Like("%/" + owner + Ending));
            paths.Add(TextFilter.Like(owner + Ending));
        }

        return new BackupFileQuery { Kinds = FileKind.File, Domains = domains, Paths = paths };
    }

    private static string OwnerOf(BackupFile file) => file.Name.Substring(0, file.Name.Length - Ending.Length);

    private static PlistNode? TryParse(RecordSource source, BackupFile file)
    {
        try
        {
            byte[]? bytes = source.TryReadAll(file);
            return bytes is null ? null : bytes.Length == 0 ? new PlistDictionary() : PropertyList.Parse(bytes);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PropertyListInvalid or ErrorKind.PayloadMissing
            or ErrorKind.PayloadDamaged or ErrorKind.ClassKeyMissing)
        {
            return null;
        }
    }
}
