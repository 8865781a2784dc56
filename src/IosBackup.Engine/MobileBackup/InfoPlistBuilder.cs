using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;

namespace IosBackup.Engine.MobileBackup;

/// <summary>
/// Gathers Info.plist: what the device is, which applications it has and the host's files on it. The device reads it
/// only in a restore; people and tools read it all the time.
/// </summary>
internal sealed class InfoPlistBuilder(DeviceSession session, DeviceInfo device, AfcClient afc)
{
    private const string ITunesFolder = "/iTunes_Control/iTunes/";
    private const string BooksFile = "/Books/iBooksData2.plist";
    private const string OldestITunes = "10.0.1";
    private const string InstalledKey = "Installed Applications";
    private const long LargestFile = 16 * 1024 * 1024;

    private static readonly string[] s_itunesFiles =
    [
        "ApertureAlbumPrefs", "IC-Info.sidb", "IC-Info.sidv", "PhotosFolderAlbums", "PhotosFolderName",
        "PhotosFolderPrefs", "VoiceMemos.plist", "iPhotoAlbumPrefs", "iTunesApplicationIDs", "iTunesPrefs",
        "iTunesPrefs.plist",
    ];

    /// <summary>Why the device's applications are not known; null when they are.</summary>
    public EngineException? ApplicationsFailure { get; private set; }

    /// <summary>Gathers everything. What the device has not or keeps back is left out.</summary>
    public async Task<PlistDictionary> BuildAsync(CancellationToken stop)
    {
        PlistDictionary info = new();
        await TryAddApplicationsAsync(info, stop);
        AddDevice(info);
        await AddFilesAsync(info, stop);
        PlistNode? minimum = await ReadValueAsync("com.apple.mobile.iTunes", "MinITunesVersion", stop);
        info["iTunes Settings"] =
            await ReadValueAsync("com.apple.iTunes", null, stop) as PlistDictionary ?? new PlistDictionary();
        info["iTunes Version"] = (minimum as PlistString)?.Value ?? OldestITunes;
        return info;
    }

    /// <summary>The ids of the apps that a gathered description names.</summary>
    public static IReadOnlyCollection<string> InstalledApps(PlistDictionary info) =>
        [.. (info.GetArray(InstalledKey) ?? []).OfType<PlistString>().Select(static id => id.Value)];

    private void AddDevice(PlistDictionary info)
    {
        Set("Build Version", device.BuildVersion);
        Set("Device Name", device.Name);
        Set("Display Name", device.Name);
        info["GUID"] = Guid.NewGuid().ToString("N").ToUpperInvariant();
        Set("ICCID", device.Iccid);
        Set("IMEI", device.Imei);
        Set("IMEI 2", device.Imei2);
        info["Last Backup Date"] = DateTimeOffset.UtcNow;
        Set("MEID", device.Meid);
        Set("Phone Number", device.PhoneNumber);
        Set("Product Name", device.ModelName);
        Set("Product Type", device.ProductType);
        Set("Product Version", device.ProductVersion);
        Set("Serial Number", device.SerialNumber);
        info["Target Identifier"] = session.Udid;
        info["Target Type"] = "Device";
        info["Unique Identifier"] = session.Udid.ToUpperInvariant();

        void Set(string key, string? value) => info[key] = value is null ? null : new PlistString(value);
    }

    /// <summary>A backup without a list of apps is better than none.</summary>
    private async Task TryAddApplicationsAsync(PlistDictionary info, CancellationToken stop)
    {
        try
        {
            await AddApplicationsAsync(info, stop);
        }
        catch (EngineException e) when (IsOneServices(e))
        {
            ApplicationsFailure = e;
        }
    }

    private async Task AddApplicationsAsync(PlistDictionary info, CancellationToken stop)
    {
        PlistDictionary applications = new();
        PlistArray installed = new();
        using InstallationProxyClient proxy = await InstallationProxyClient.OpenAsync(session, stop);
        List<PlistDictionary> found = [];
        await foreach (PlistDictionary application in proxy.BrowseAsync(
            "User", ["CFBundleIdentifier", "ApplicationSINF", "iTunesMetadata"], stop))
        {
            found.Add(application);
        }

        using SpringboardClient? springboard = await TryOpenIconsAsync(stop);
        foreach (PlistDictionary application in found)
        {
            if (application.GetString("CFBundleIdentifier") is not string id)
            {
                continue;
            }

            installed.Add(id);
            if (application["ApplicationSINF"] is PlistData license
                && application["iTunesMetadata"] is PlistData metadata)
            {
                applications[id] = new PlistDictionary
                {
                    ["ApplicationSINF"] = license,
                    ["PlaceholderIcon"] = await TryGetIconAsync(springboard, id, stop),
                    ["iTunesMetadata"] = metadata,
                };
            }
        }

        info["Applications"] = applications;
        info[InstalledKey] = installed;
    }

    /// <summary>Icons are for the eye: where the home screen has none for us, nothing is lost.</summary>
    private async Task<SpringboardClient?> TryOpenIconsAsync(CancellationToken stop)
    {
        try
        {
            return await SpringboardClient.OpenAsync(session, stop);
        }
        catch (EngineException e) when (IsOneServices(e))
        {
            return null;
        }
    }

    private static async Task<PlistData?> TryGetIconAsync(
        SpringboardClient? springboard, string id, CancellationToken stop)
    {
        try
        {
            return springboard is not null && await springboard.GetIconAsync(id, stop) is ReadOnlyMemory<byte> icon
                ? new PlistData(icon)
                : null;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceFailed)
        {
            return null;
        }
    }

    /// <summary>Whether it is one service that does not work, not the device or the connection.</summary>
    private static bool IsOneServices(EngineException error) => error.Kind is ErrorKind.ServiceUnavailable
        or ErrorKind.DeviceFailed or ErrorKind.ProtocolViolation or ErrorKind.IdleTimeout;

    private async Task AddFilesAsync(PlistDictionary info, CancellationToken stop)
    {
        if (await ReadFileAsync(BooksFile, stop) is PlistData books)
        {
            info["iBooks Data 2"] = books;
        }

        PlistDictionary files = new();
        HashSet<string> names = new(await ListAsync(ITunesFolder, stop), StringComparer.Ordinal);
        foreach (string name in s_itunesFiles.Where(names.Contains))
        {
            files[name] = await ReadFileAsync(ITunesFolder + name, stop);
        }

        info["iTunes Files"] = files;
    }

    private async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken stop)
    {
        try
        {
            return await afc.ListAsync(folder, stop);
        }
        catch (EngineException e) when (IsKeptBack(e))
        {
            return [];
        }
    }

    private async Task<PlistData?> ReadFileAsync(string path, CancellationToken stop)
    {
        try
        {
            return await TryReadFileAsync(path, stop);
        }
        catch (EngineException e) when (IsKeptBack(e))
        {
            return null;
        }
    }

    /// <summary>What is gone again, or not for us, is missed by nobody: the backup itself has it.</summary>
    private static bool IsKeptBack(EngineException error) =>
        error.Kind is ErrorKind.ItemNotFound or ErrorKind.DeviceFailed;

    private async Task<PlistData?> TryReadFileAsync(string path, CancellationToken stop)
    {
        if (await afc.GetInfoAsync(path, stop) is not { } info || info.Size > LargestFile)
        {
            return null;
        }

        await using AfcFile file = await afc.OpenFileAsync(path, AfcOpenMode.Read, stop);
        using System.IO.MemoryStream content = new();
        while (content.Length <= LargestFile)
        {
            ReadOnlyMemory<byte> chunk = await file.ReadAsync(AfcFile.ChunkLength, stop);
            if (chunk.IsEmpty)
            {
                return new PlistData(content.ToArray());
            }

            content.Write(chunk.Span);
        }

        return null;
    }

    /// <summary>A value that may be missing or kept back.</summary>
    private async Task<PlistNode?> ReadValueAsync(string domain, string? key, CancellationToken stop)
    {
        try
        {
            return await session.GetValueAsync(domain, key, stop);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceFailed)
        {
            return null;
        }
    }
}
