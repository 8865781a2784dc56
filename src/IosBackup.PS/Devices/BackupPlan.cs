using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Output;

namespace IosBackup.Devices;

/// <summary>Says what a backup would do. Nothing is written for it, and nobody is asked.</summary>
internal static class BackupPlan
{
    /// <summary>The first version that asks for the passcode at every backup.</summary>
    private static readonly Version s_asksForPasscode = new(16, 1);

    public static async Task<string> DescribeAsync(
        DeviceSession device, DeviceTarget target, BackupRunOptions options, CancellationToken stop)
    {
        ProtectedFolders.Refuse(options.Repository);
        DeviceInfo info = await device.GetInfoAsync(stop);
        Generation? newest = BackupRepository.Open(FileLayer.Real, options.Repository).FindNewest(device.Udid);
        List<string> parts =
        [
            Kind(options, newest, info),
            info.WillEncrypt == true ? "encrypted" : "not encrypted",
        ];
        if (AsksForPasscode(info))
        {
            parts.Add("the passcode, if there is one, is asked for on the device");
        }

        parts.Add($"{_Format.Size(FreeSpace(options.Repository))} free there");
        string name = (target with { Udid = device.Udid, Name = info.Name ?? target.Name }).Display;
        return $"Back up {name} to {options.Repository}: {string.Join(", ", parts)}.";
    }

    /// <summary>Whether a device of this version asks for its passcode, if it has one.</summary>
    public static bool AsksForPasscode(DeviceInfo info) =>
        Version.TryParse(info.ProductVersion, out Version? version) && version >= s_asksForPasscode;

    /// <summary>What is free where a folder is or will be.</summary>
    public static long? FreeSpace(string folder)
    {
        string? existing = folder;
        while (existing is not null && !Directory.Exists(existing))
        {
            existing = Path.GetDirectoryName(existing);
        }

        try
        {
            return existing is null ? null : FileLayer.Real.FreeSpace(existing);
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            return null;
        }
    }

    private static string Kind(BackupRunOptions options, Generation? newest, DeviceInfo info)
    {
        if (options.Full || newest is not { IsFinished: true })
        {
            return newest is null || options.Full ? "full" : "full, because the newest generation is not finished";
        }

        if (newest.IsEncryptedOtherwise(info.WillEncrypt))
        {
            return $"full, because encryption was turned {(info.WillEncrypt == true ? "on" : "off")} since";
        }

        string date = newest.Date.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return $"incremental from the generation of {date}";
    }
}
