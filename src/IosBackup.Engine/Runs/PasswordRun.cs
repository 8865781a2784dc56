using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.MobileBackup.Drive;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Runs;

/// <summary>
/// Sets, changes or removes the password of a device's backups. The device keeps the password; backups made before keep
/// the one they were made with.
/// </summary>
public static class PasswordRun
{
    /// <summary>Has the device change its backup password. It may ask for its passcode.</summary>
    /// <param name="device">The device; it stays open.</param>
    /// <param name="oldPassword">The password in force; null when there is none.</param>
    /// <param name="newPassword">The new password; null to end encryption.</param>
    /// <param name="repository">
    /// Where the device's backups are, so that the next one can build on the newest although the password changes; null
    /// when that does not matter: the next backup is a full one then.
    /// </param>
    /// <param name="timeouts">How long the device may be silent.</param>
    /// <param name="progress">Told where it stands.</param>
    /// <param name="stop">Ends the attempt.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupPasswordIncorrect"/>: the old one is wrong or missing;
    /// <see cref="ErrorKind.ManagementForbids"/>: encryption is enforced; <see cref="ErrorKind.PasscodeRequired"/>,
    /// <see cref="ErrorKind.DeviceBusy"/> and link errors.
    /// </exception>
    public static async Task RunAsync(
        DeviceSession device,
        BackupPassword? oldPassword,
        BackupPassword? newPassword,
        string? repository,
        MobileBackupTimeouts timeouts,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        using PrivateFolder scratch = PrivateFolder.Create();
        using DeviceRepository? place = OpenPlace(repository, device.Udid);
        string root = scratch["drive"];
        string backup = Path.Combine(root, device.Udid);
        Directory.CreateDirectory(backup);
        byte[]? before = place?.ReadNewestProperties();
        string copy = Path.Combine(backup, BackupProperties.FileName);
        if (before is not null)
        {
            File.WriteAllBytes(copy, before);
        }

        await ChangeAsync(device, oldPassword, newPassword, root, scratch["incoming"], timeouts, progress, stop);
        try
        {
            if (before is not null && File.Exists(copy))
            {
                KeepIfChanged(place!, before, File.ReadAllBytes(copy));
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            // The device has changed its password, and that is what was asked for. The next backup is a full one.
        }
    }

    private static async Task ChangeAsync(
        DeviceSession device,
        BackupPassword? oldPassword,
        BackupPassword? newPassword,
        string root,
        string incoming,
        MobileBackupTimeouts timeouts,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        TransferMonitor monitor = new(progress);
        await using MobileBackupSession session =
            await MobileBackupSession.OpenAsync(device, timeouts, monitor, stop);
        await session.LockAsync(stop);
        using FolderDrive drive = new(FileLayer.Real, root, incoming, monitor, writers: 1, device.Udid);
        PlistDictionary request = new()
        {
            ["MessageName"] = "ChangePassword",
            ["TargetIdentifier"] = device.Udid,
            ["OldPassword"] = ToPlist(oldPassword),
            ["NewPassword"] = ToPlist(newPassword),
        };
        await session.RunAsync(request, drive, stop);
    }

    private static DeviceRepository? OpenPlace(string? repository, string udid) =>
        repository is not null && Directory.Exists(Path.Combine(repository, udid))
            ? BackupRepository.Open(FileLayer.Real, repository).OpenDevice(udid)
            : null;

    private static void KeepIfChanged(DeviceRepository place, byte[] before, byte[] after)
    {
        if (!after.AsSpan().SequenceEqual(before))
        {
            place.KeepRewrapped(after);
        }
    }

    private static PlistString? ToPlist(BackupPassword? password) =>
        password is null ? null : new PlistString(Encoding.UTF8.GetString(password.Utf8));
}
