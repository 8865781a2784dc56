using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <content>
/// What a change of the backup password leaves behind: the newest generation keeps its own Manifest.plist, which the
/// old password opens; the device has wrapped the same keys with the new one, and the next run begins with that.
/// </content>
internal sealed partial class DeviceRepository
{
    private const int LargestProperties = 64 * 1024 * 1024;

    /// <summary>The Manifest.plist that the next run would begin with; null when there is none.</summary>
    public byte[]? ReadNewestProperties() => Guard(_layout, () => UsableNewest() is Generation newest
        ? ReadRewrapped(newest)
            ?? new BackupFolder(newest.Path).TryReadAll(BackupProperties.FileName, LargestProperties)
        : null);

    /// <summary>Keeps a Manifest.plist that the device has wrapped anew for the next run.</summary>
    public void KeepRewrapped(byte[] properties) => Guard(_layout, () =>
    {
        _lock.RequireHeld();
        if (UsableNewest()?.Status?.Uuid is string uuid)
        {
            _files.Replace(_layout.Rewrapped(uuid), properties);
        }

        return true;
    });

    private byte[]? ReadRewrapped(Generation newest)
    {
        try
        {
            return newest.Status?.Uuid is string uuid && IsPlainName(uuid) && File.Exists(_layout.Rewrapped(uuid))
                ? File.ReadAllBytes(_layout.Rewrapped(uuid))
                : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // Without it the next run is a full one.
            return null;
        }
    }

    /// <summary>The name comes from a device.</summary>
    private static bool IsPlainName(string uuid) => Guid.TryParse(uuid, out _);

    private void ForgetRewrapped()
    {
        foreach (string kept in Directory.EnumerateFiles(_layout.Own, RepositoryLayout.RewrappedPrefix + "*"))
        {
            _files.DeleteFile(kept);
        }
    }
}
