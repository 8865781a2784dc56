using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>
/// Puts chosen items onto a device: the device is backed up, the items are put into a copy of that backup, and the copy
/// is restored whole. So the device gets nothing that it did not have but the items, and its own backup is there to
/// return to. An item replaces the file of its name: what is newer in that file is gone.
/// </summary>
public static class ItemRestoreRun
{
    private const int FirstVersionThatRemovesAnyway = 27;

    /// <summary>Puts items onto a device.</summary>
    /// <param name="device">The device; it stays open.</param>
    /// <param name="items">The items.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told a few times a second where the run stands, from any thread.</param>
    /// <param name="stop">Ends the run; the device stays as it was.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RestoreRefused"/>: an item cannot be put back alone, or the copy is not whole;
    /// <see cref="ErrorKind.BackupPasswordRequired"/>, <see cref="ErrorKind.BackupPasswordIncorrect"/>: of the device's
    /// own backups; <see cref="ErrorKind.VersionTooNew"/>, <see cref="ErrorKind.FindMyEnabled"/> and whatever stands in
    /// the way of a backup or a restore.
    /// </exception>
    public static async Task<ItemRestoreResult> RunAsync(
        DeviceSession device,
        IReadOnlyList<RestoreItem> items,
        ItemRestoreOptions options,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        ItemRestorePlan plan = await ItemRestorePlanner.PlanAsync(device, items, options, stop);
        plan.RequireNoObstacle();
        BackupRunOptions backup = new()
        {
            Repository = options.Repository,
            Password = options.Password,
            Timeouts = options.Timeouts,
        };
        BackupRunResult before = await BackupRun.RunAsync(device, backup, progress, stop);
        RequireWhole(plan, before);
        using DeviceRepository place =
            BackupRepository.Open(FileLayer.Real, options.Repository).OpenDevice(device.Udid);
        using WorkingCopy copy = await Task.Run(() => place.CopyNewest(stop), stop);
        IReadOnlyCollection<BackupFile> spliced =
            await Task.Run(() => Splice(copy.Path, plan.Items, options, stop), stop);
        using Backup composite = Backup.Open(copy.Path);
        PhoneRestoreOptions restore = new()
        {
            Password = options.Password,
            NoReboot = options.NoReboot,
            SkipApps = true,
            KeepsOthers = true,
            Timeouts = options.Timeouts,
        };
        return new ItemRestoreResult
        {
            Before = before,
            Items = spliced,
            Restore = await PhoneRestoreRun.RunAsync(device, composite, restore, progress, stop),
        };
    }

    private static IReadOnlyCollection<BackupFile> Splice(
        string folder, IReadOnlyList<RestoreItem> items, ItemRestoreOptions options, CancellationToken stop)
    {
        using Backup target = Backup.Open(folder);
        using ClassKeys? keys = target.IsEncrypted ? target.DeriveKeys(options.Password!) : null;
        if (keys is not null)
        {
            target.Unlock(keys);
        }

        RequireKnownContainers(target, items);
        return new BackupSplicer(FileLayer.Real, target, keys).Splice(items, stop);
    }

    /// <summary>
    /// Since iOS 27 a device loses what a payload lacks of the user's own data, whatever it is told: a backup from
    /// which files are missing must not come near it.
    /// </summary>
    private static void RequireWhole(ItemRestorePlan plan, BackupRunResult before)
    {
        if (before.FailedCount > 0
            && IosVersions.TryParse(plan.Target.ProductVersion) is not { Major: < FirstVersionThatRemovesAnyway })
        {
            throw new EngineException(
                ErrorKind.RestoreRefused,
                $"The device could not read {before.FailedCount} of its files, and would lose them.")
            {
                Target = plan.TargetUdid,
            };
        }
    }

    /// <summary>A device passes over files of apps that it does not have.</summary>
    private static void RequireKnownContainers(Backup target, IReadOnlyList<RestoreItem> items)
    {
        foreach (string domain in items.Select(static item => item.File.Domain).Distinct())
        {
            if (BackupDomain.Parse(domain).AppId is string id && target.Properties.Applications?[id] is null)
            {
                throw new EngineException(ErrorKind.RestoreRefused, $"{id} is not installed on the device.")
                {
                    Target = target.Udid,
                };
            }
        }
    }
}
