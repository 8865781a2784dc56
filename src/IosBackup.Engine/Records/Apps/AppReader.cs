using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Apps;

/// <summary>
/// Reads the installed apps from what host and phone noted beside the manifest, which is never encrypted, and adds up
/// their data.
/// </summary>
public sealed class AppReader : RecordReader<IosApp, AppQuery>
{
    /// <inheritdoc/>
    public override IEnumerable<IosApp> Read(RecordSource source, AppQuery query, CancellationToken stop = default)
    {
        Backup backup = source.Backup;
        HashSet<string> installed = new(backup.Info?.InstalledApplications ?? [], StringComparer.Ordinal);
        AppUsage usage = AppUsage.Measure(backup, stop);
        HashSet<string> ids = new(installed, StringComparer.Ordinal);
        ids.UnionWith(Keys(backup.Info?.Applications));
        ids.UnionWith(Keys(backup.Properties.Applications).Where(id => !usage.IsGroupOrPlugin(id)));
        ids.UnionWith(usage.Apps);
        usage.Assign(ids);
        foreach (string id in ids.OrderBy(static id => id, StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            IosApp app = ToApp(backup, id, installed.Contains(id), usage.Of(id));
            bool isSystem = !app.IsInstalled && id.StartsWith("com.apple.", StringComparison.Ordinal);
            if ((query.IncludeSystem || !isSystem)
                && query.FitsText([app.AppId, app.Name, app.Developer])
                && query.FitsTime(app.Purchased))
            {
                yield return app;
            }
        }
    }

    private static IEnumerable<string> Keys(PlistDictionary? applications) =>
        applications?.Select(static entry => entry.Key) ?? [];

    private static IosApp ToApp(Backup backup, string id, bool isInstalled, AppData data)
    {
        PlistDictionary metadata = ReadMetadata(backup.Info?.Applications?.GetDictionary(id));
        PlistDictionary? download = metadata.GetDictionary("com.apple.iTunesStore.downloadInfo");
        PlistDictionary? bundle = backup.Properties.Applications?.GetDictionary(id);
        return new IosApp
        {
            Backup = backup.FolderPath,
            FileId = "",
            RowId = 0,
            AppId = id,
            Name = metadata.GetString("itemName") ?? id.Substring(id.LastIndexOf('.') + 1),
            Version = metadata.GetString("bundleShortVersionString") ?? bundle?.GetString("CFBundleVersion"),
            Developer = metadata.GetString("artistName"),
            Genre = metadata.GetString("genre"),
            StoreId = metadata.GetInteger("itemId") is long number and > 0 ? number : null,
            AppleId = download?.GetDictionary("accountInfo")?.GetString("AppleID"),
            Purchased = ReadDate(download, "purchaseDate"),
            IsInstalled = isInstalled,
            FileCount = data.FileCount,
            Size = data.Size,
            Domains = data.Domains,
        };
    }

    private static PlistDictionary ReadMetadata(PlistDictionary? application)
    {
        try
        {
            return application?.GetData("iTunesMetadata") is ReadOnlyMemory<byte> bytes
                ? PropertyList.Parse(bytes.Span) as PlistDictionary ?? new PlistDictionary()
                : new PlistDictionary();
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return new PlistDictionary();
        }
    }

    private static DateTimeOffset? ReadDate(PlistDictionary? values, string key) => values?.GetDate(key)
        ?? (DateTimeOffset.TryParse(
            values?.GetString(key),
            System.Globalization.CultureInfo.InvariantCulture,
            System.Globalization.DateTimeStyles.AssumeUniversal,
            out DateTimeOffset date)
            ? date.ToUniversalTime()
            : null);
}
