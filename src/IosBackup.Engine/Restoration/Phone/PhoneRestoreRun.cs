using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.MobileBackup.Drive;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>
/// Puts a backup onto a device, of which it is or not. The device fetches everything before it changes anything; the
/// backup is only ever read, and stays in its place until the device has it.
/// </summary>
public static class PhoneRestoreRun
{
    private const int ErrorWritingDevice = 102;
    private const int ErrorNoSpace = 105;
    private const int ErrorExists = 3;

    /// <summary>Restores a backup.</summary>
    /// <param name="device">The device; it stays open.</param>
    /// <param name="backup">The backup; it is unlocked here when it is encrypted.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told a few times a second where the run stands, from any thread.</param>
    /// <param name="stop">Ends the run between two messages; the device stays as it was.</param>
    /// <exception cref="EngineException">
    /// What stands in the way, found out before anything moves, <see cref="ErrorKind.RepositoryLocked"/> among it; what
    /// the device refuses; link errors. The device has kept what it had, unless the link broke after it had everything.
    /// </exception>
    public static async Task<PhoneRestoreResult> RunAsync(
        DeviceSession device,
        Backup backup,
        PhoneRestoreOptions options,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Stopwatch clock = Stopwatch.StartNew();
        TransferMonitor monitor = new(progress) { Sends = true };
        monitor.Enter(BackupPhase.Verifying);
        PhoneRestorePlan plan = await PhoneRestorePlanner.PlanAsync(device, backup, options, stop);
        plan.RequireNoObstacle();
        using RepositoryLock? reading =
            options.GivesWay ? null : RepositoryLock.TryTakeForReading(FileLayer.Real, backup.FolderPath);
        RequireSameRun(backup);
        if (!options.SkipVerification)
        {
            await VerifyAsync(device.Udid, backup, options, monitor, stop);
        }

        using SleepGuard awake = SleepGuard.Hold();
        using PrivateFolder scratch = PrivateFolder.Create();
        try
        {
            await TransferAsync(device, backup, options, scratch, monitor, stop);
        }
        catch (EngineException e)
        {
            if (IsReplaced(backup))
            {
                // Whatever the device says of it: what it found was the half of another backup.
                RequireSameRun(backup);
            }

            if (Explain(e, device.Udid) is EngineException explained)
            {
                throw explained;
            }

            throw;
        }

        return new PhoneRestoreResult
        {
            Plan = plan,
            FilesSent = monitor.FilesSent,
            BytesSent = monitor.BytesSent,
            Reboots = !options.NoReboot,
            Started = started,
            Duration = clock.Elapsed,
        };
    }

    /// <summary>Refuses a backup over which a device would stumble when it is too late.</summary>
    private static async Task VerifyAsync(
        string udid,
        Backup backup,
        PhoneRestoreOptions options,
        TransferMonitor monitor,
        CancellationToken stop)
    {
        VerificationOptions verification = new()
        {
            Level = VerificationLevel.Full,
            Password = options.Password,
            RunId = backup.RunId,

            // Noting it takes the lock that this restore holds.
            Remember = false,
        };
        VerificationResult result = await BackupVerifier.RunAsync(
            backup.FolderPath, verification, new CheckingProgress(monitor), stop);
        if (result.Findings.FirstOrDefault(static finding => finding.BlocksRestore) is Finding first)
        {
            string item = first.FileName ?? $"{first.Domain}-{first.RelativePath}";
            bool isMissing = first.Kind == FindingKind.PayloadMissing;
            throw new EngineException(
                isMissing ? ErrorKind.PayloadMissing : ErrorKind.RestoreRefused,
                $"the backup is damaged: {first.Kind}, {item} {first.Detail}".TrimEnd())
            {
                Target = isMissing ? item : udid,
            };
        }
    }

    private static async Task TransferAsync(
        DeviceSession device,
        Backup backup,
        PhoneRestoreOptions options,
        PrivateFolder scratch,
        TransferMonitor monitor,
        CancellationToken stop)
    {
        await using MobileBackupSession session =
            await MobileBackupSession.OpenAsync(device, options.Timeouts, monitor, stop);
        await session.LockAsync(stop);
        string folder = backup.FolderPath;
        using RestoreDrive drive = new(FileLayer.Real, folder, backup.Udid, scratch, monitor);
        await using RestoreApplications applications =
            await RestoreApplications.WriteAsync(session.Afc, backup, options, stop);
        PlistDictionary request = new()
        {
            ["MessageName"] = "Restore",
            ["TargetIdentifier"] = device.Udid,
            ["SourceIdentifier"] = backup.Udid,
            ["Options"] = DescribeOptions(backup, options),
        };
        await session.RunAsync(request, drive, stop);
        monitor.Enter(BackupPhase.Finishing);
        RequireWholeRestore(backup, monitor);
        applications.Keep();
    }

    /// <summary>The device has the last word on what it took, but not on what it was given.</summary>
    private static void RequireWholeRestore(Backup backup, TransferMonitor monitor)
    {
        if (monitor.HostFailure is EngineException failure)
        {
            throw failure;
        }

        RequireSameRun(backup);
    }

    /// <summary>
    /// Whether another backup, or nothing, is where the backup was; a volume that is gone tells nothing.
    /// </summary>
    private static bool IsReplaced(Backup backup) => Generation.ReadStatus(backup.FolderPath)?.Uuid is string run
        ? run != backup.Status?.Uuid
        : !Directory.Exists(backup.FolderPath) && Directory.Exists(Path.GetDirectoryName(backup.FolderPath));

    private static void RequireSameRun(Backup backup)
    {
        if (Generation.ReadStatus(backup.FolderPath)?.Uuid != backup.Status?.Uuid)
        {
            throw new EngineException(
                ErrorKind.BackupReplaced, "The backup was replaced or removed while the device restored it.")
            {
                Target = backup.FolderPath,
            };
        }
    }

    /// <summary>
    /// Every option is sent, because devices take others for granted. The safety copy is never asked for: repositories
    /// keep generations, and the backup is not touched.
    /// </summary>
    private static PlistDictionary DescribeOptions(Backup backup, PhoneRestoreOptions options) => new()
    {
        ["RestoreSystemFiles"] = true,
        ["RestoreShouldReboot"] = !options.NoReboot,
        ["RestoreDontCopyBackup"] = true,
        ["RestorePreserveSettings"] = options.PreserveSettings,
        ["RemoveItemsNotRestored"] = !options.KeepsOthers,
        ["Password"] = backup.IsEncrypted
            ? new PlistString(Encoding.UTF8.GetString(options.Password!.Utf8))
            : null,
    };

    /// <summary>Errors that mean something else in a restore than they do in a backup; null for others.</summary>
    private static EngineException? Explain(EngineException error, string udid)
    {
        if (error.DeviceCode == ErrorWritingDevice && error.UnderlyingCode == ErrorExists)
        {
            return new EngineException(
                ErrorKind.RestoreRefused, "The device was restored before and has not restarted since.", error)
            {
                Target = udid,
                DeviceCode = error.DeviceCode,
                UnderlyingCode = error.UnderlyingCode,
            };
        }

        // Older devices say of their own storage what they otherwise say of the host's.
        return error.DeviceCode == ErrorNoSpace && error.Kind == ErrorKind.DestinationFull
            ? new EngineException(ErrorKind.DeviceFull, error.Message, error)
            {
                Target = udid,
                DeviceCode = error.DeviceCode,
                UnderlyingCode = error.UnderlyingCode,
            }
            : null;
    }
}
