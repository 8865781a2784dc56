using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Services;
using IosBackup.VirtualDevice.Services.Afc;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>Installs the apps that a host lists for the phone in its media folder.</summary>
internal static class AppRestorer
{
    private const string Folder = "/iTunesRestore";
    private const string ListPath = Folder + "/RestoreApplications.plist";

    /// <summary>Installs the listed apps that are missing, and returns all that are listed.</summary>
    public static IReadOnlyList<string> Install(VirtualPhone phone)
    {
        if (Take(phone.Media) is not PlistDictionary list)
        {
            return [];
        }

        HashSet<string> installed = new(phone.Apps.Select(static app => app.BundleId), StringComparer.Ordinal);
        phone.Apps = [.. phone.Apps, .. list
            .Where(app => !installed.Contains(app.Key))
            .Select(static app => Read(app.Key, app.Value as PlistDictionary))];
        return [.. list.Select(static app => app.Key)];
    }

    private static PlistDictionary? Take(AfcTree media)
    {
        if (media.Read(ListPath) is not byte[] bytes)
        {
            return null;
        }

        lock (media.Lock)
        {
            media.Remove(Folder, recursive: true);
        }

        try
        {
            return PropertyList.ParseDictionary(bytes);
        }
        catch (EngineException)
        {
            return null;
        }
    }

    private static InstalledApp Read(string bundleId, PlistDictionary? app)
    {
        byte[]? metadata = app?.GetData("iTunesMetadata")?.ToArray();
        PlistDictionary? store = metadata is null ? null : PropertyList.Parse(metadata) as PlistDictionary;
        string version = store?.GetString("bundleShortVersionString") ?? "1.0";
        return new InstalledApp
        {
            BundleId = bundleId,
            Name = store?.GetString("itemName") ?? bundleId,
            Version = version,
            BundleVersion = version + ".1",
            Sinf = app?.GetData("ApplicationSINF")?.ToArray(),
            StoreMetadata = metadata,
        };
    }
}
