using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>Finds out what a restore to a device would do and what stands in its way, before a byte moves.</summary>
public static class PhoneRestorePlanner
{
    private const string SetupDomain = "com.apple.PurpleBuddy";
    private const string SetupDone = "SetupDone";
    private const string NewBackup = "new";

    /// <summary>Plans a restore.</summary>
    /// <param name="device">The device; it stays open.</param>
    /// <param name="backup">The backup; it is unlocked here when it is encrypted and was not yet.</param>
    /// <param name="options">How it is to be restored.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="EngineException">Link errors. What stands in the way is part of the plan.</exception>
    public static async Task<PhoneRestorePlan> PlanAsync(
        DeviceSession device, Backup backup, PhoneRestoreOptions options, CancellationToken stop)
    {
        DeviceInfo target = await device.GetInfoAsync(stop);
        bool? isSetUp = await ReadSetupAsync(device, stop);
        return await Task.Run(() => Plan(device.Udid, target, isSetUp, backup, options, stop), stop);
    }

    private static PhoneRestorePlan Plan(
        string udid,
        DeviceInfo target,
        bool? isSetUp,
        Backup backup,
        PhoneRestoreOptions options,
        CancellationToken stop)
    {
        List<RestoreObstacle> obstacles = [];
        AddBackupObstacles(obstacles, backup);
        AddDeviceObstacles(obstacles, target, isSetUp);
        string? version = backup.Info?.ProductVersion ?? backup.Properties.ProductVersion;
        if (!IosVersions.Takes(target.ProductVersion, version, backup.Properties.RequiredProductVersion))
        {
            obstacles.Add(new RestoreObstacle(
                ErrorKind.VersionTooNew,
                $"the backup is of iOS {version}, the device has iOS {target.ProductVersion}"));
        }

        IReadOnlyList<DataTypeTotal> totals = CountFiles(obstacles, backup, options, stop);
        long bytes = totals.Sum(static total => total.Bytes);
        if (target.DataCapacity is long capacity && bytes > capacity)
        {
            // What the device has now makes way for the restore: only its whole capacity is a limit that is certain.
            obstacles.Add(new RestoreObstacle(ErrorKind.DeviceFull, "The backup is larger than the device.")
            {
                NeededBytes = bytes,
                FreeBytes = capacity,
            });
        }

        string? type = backup.Properties.ProductType ?? backup.Info?.ProductType;
        return new PhoneRestorePlan
        {
            BackupPath = backup.FolderPath,
            SourceUdid = backup.Udid,
            SourceName = backup.Properties.DeviceName ?? backup.Info?.DeviceName,
            SourceProductType = type,
            SourceVersion = version,
            BackupDate = backup.Status?.Date ?? backup.Properties.Date,
            IsEncrypted = backup.IsEncrypted,
            TargetUdid = udid,
            Target = target,
            IsSameClass = ClassOf(type) is not string source || ClassOf(target.ProductType) is not string own
                || source == own,
            FileCount = totals.Sum(static total => total.Files),
            Bytes = bytes,
            DataTypes = totals,
            Apps = options.SkipApps ? [] : [.. backup.Info?.Applications?.Select(static app => app.Key) ?? []],
            Options = options,
            Obstacles = obstacles,
        };
    }

    private static void AddBackupObstacles(List<RestoreObstacle> obstacles, Backup backup)
    {
        if (!backup.IsFinished || backup.Status?.BackupState != NewBackup)
        {
            obstacles.Add(new RestoreObstacle(
                ErrorKind.BackupIncomplete,
                $"its state is '{backup.Status?.BackupState}', '{backup.Status?.SnapshotState}'"));
        }

        if (backup.Format != BackupFormat.Database)
        {
            obstacles.Add(new RestoreObstacle(
                ErrorKind.FormatNotSupported, "backups of iOS 9 and earlier, and encrypted ones of iOS 10.0 and 10.1"));
        }

        if (IsPartial(backup))
        {
            obstacles.Add(new RestoreObstacle(ErrorKind.BackupPartial, "it holds chosen data types only"));
        }
    }

    /// <summary>
    /// Whether a backup holds chosen data types only: its folder says so, or, where that was renamed, the record.
    /// </summary>
    internal static bool IsPartial(Backup backup)
    {
        string folder = backup.FolderPath;
        (string Udid, string? Stamp, bool IsPartial)? name =
            RepositoryLayout.ParseFolderName(Path.GetFileName(folder));
        return name is { IsPartial: true }
            || (RepositoryLayout.OfGeneration(folder) is RepositoryLayout layout
                && GenerationRecords.Find(layout, backup.Status, name?.Stamp)?.Filter.Count > 0);
    }

    private static void AddDeviceObstacles(List<RestoreObstacle> obstacles, DeviceInfo target, bool? isSetUp)
    {
        if (target.IsFindMyEnabled == true)
        {
            obstacles.Add(new RestoreObstacle(ErrorKind.FindMyEnabled, "Find My is on"));
        }

        if (isSetUp == false)
        {
            obstacles.Add(new RestoreObstacle(
                ErrorKind.SetupNotFinished, "the setup assistant has not been finished"));
        }
    }

    private static IReadOnlyList<DataTypeTotal> CountFiles(
        List<RestoreObstacle> obstacles, Backup backup, PhoneRestoreOptions options, CancellationToken stop)
    {
        try
        {
            Unlock(backup, options);
            return DataTypeTotal.Of(backup.Files(new BackupFileQuery { Kinds = FileKind.File }, stop));
        }
        catch (EngineException e) when (e.Kind is not ErrorKind.DestinationFull)
        {
            obstacles.Add(new RestoreObstacle(e.Kind, e.Message));
            return [];
        }
    }

    /// <summary>The device needs the password itself, so keys that are there already do not replace it.</summary>
    private static void Unlock(Backup backup, PhoneRestoreOptions options)
    {
        if (!backup.IsEncrypted)
        {
            return;
        }

        if (options.Password is null)
        {
            throw new EngineException(ErrorKind.BackupPasswordRequired, "The backup is encrypted.");
        }

        backup.Unlock(options.Password);
    }

    private static async Task<bool?> ReadSetupAsync(DeviceSession device, CancellationToken stop)
    {
        try
        {
            return (await device.GetValueAsync(SetupDomain, SetupDone, stop) as PlistBoolean)?.Value;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceFailed)
        {
            // The device tells it when the restore begins.
            return null;
        }
    }

    /// <summary><c>iPhone</c> of <c>iPhone16,1</c>.</summary>
    private static string? ClassOf(string? productType) =>
        productType is null ? null : new string([.. productType.TakeWhile(char.IsLetter)]);
}
