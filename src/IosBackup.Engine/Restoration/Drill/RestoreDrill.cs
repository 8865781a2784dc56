using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Restoration.Phone;

namespace IosBackup.Engine.Restoration.Drill;

/// <summary>
/// Restores a backup to a simulated device of the same model and version, over the same connections and with the same
/// code as to a real one, compares what arrived with what the manifest lists, and throws it away.
/// </summary>
public static class RestoreDrill
{
    /// <summary>
    /// Faults of the host that say nothing about the backup, and a newer one in its place: they are errors of the
    /// drill, not its result.
    /// </summary>
    private static readonly HashSet<ErrorKind> s_ownFaults =
    [
        ErrorKind.BackupPasswordRequired, ErrorKind.BackupReplaced, ErrorKind.BackupUnavailable, ErrorKind.Cancelled,
        ErrorKind.DestinationFull, ErrorKind.DestinationUnavailable, ErrorKind.DeviceNotFound, ErrorKind.IdleTimeout,
        ErrorKind.NoMuxService, ErrorKind.PairingRequired, ErrorKind.Unexpected,
    ];

    /// <summary>Drills a restore.</summary>
    /// <param name="backup">The backup; it is unlocked here when it is encrypted.</param>
    /// <param name="password">Its password; null when it has none.</param>
    /// <param name="devices">Makes the device.</param>
    /// <param name="progress">Told a few times a second where the restore stands, from any thread.</param>
    /// <param name="stop">Ends the drill.</param>
    /// <exception cref="EngineException">
    /// The drill could not be held: <see cref="ErrorKind.BackupPasswordRequired"/>, full disks and the like. What is
    /// wrong with the backup is in the result, a password that does not open it included.
    /// </exception>
    public static async Task<DrillResult> RunAsync(
        Backup backup,
        BackupPassword? password,
        IDrillDevices devices,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        Stopwatch clock = Stopwatch.StartNew();
        await using IDrillDevice device = devices.Start(new DrillDeviceFacts(
            backup.Udid,
            backup.Properties.ProductType ?? backup.Info?.ProductType,
            backup.Info?.ProductVersion ?? backup.Properties.ProductVersion,
            backup.Properties.BuildVersion ?? backup.Info?.BuildVersion));
        EngineException? refusal = null;
        try
        {
            await RestoreAsync(backup, password, device, progress, stop);
        }
        catch (EngineException e) when (!s_ownFaults.Contains(e.Kind))
        {
            refusal = e;
        }

        DrillReport report = device.Report;
        return new DrillResult
        {
            Report = report,
            Refusal = refusal,
            Differences = refusal is null ? [.. Compare(backup.Count(stop), report)] : [],
            Duration = clock.Elapsed,
        };
    }

    private static async Task RestoreAsync(
        Backup backup,
        BackupPassword? password,
        IDrillDevice device,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        await new DevicePairing(device.Endpoint).PairAsync(device.Udid, cancellation: stop);
        using DeviceSession session = await DeviceSession.OpenAsync(device.Endpoint, device.Udid, null, stop);
        PhoneRestoreOptions options = new() { Password = password, SkipVerification = true, GivesWay = true };
        await PhoneRestoreRun.RunAsync(session, backup, options, progress, stop);
    }

    private static IEnumerable<string> Compare(ManifestCounts listed, DrillReport arrived)
    {
        if (!arrived.IsComplete)
        {
            yield return "the device did not complete the restore";
        }

        long skipped = arrived.Skipped.Values.Sum();
        long entries = listed.Files + listed.Directories + listed.SymbolicLinks;
        if (arrived.Files + arrived.Directories + arrived.SymbolicLinks + skipped != entries
            || arrived.Files > listed.Files || arrived.Directories > listed.Directories
            || arrived.SymbolicLinks > listed.SymbolicLinks)
        {
            yield return $"{entries} entries are listed; {arrived.Files} files, {arrived.Directories} directories and "
                + $"{arrived.SymbolicLinks} links arrived, {skipped} were passed over";
        }

        foreach (string damage in arrived.DamagedDatabases)
        {
            yield return damage;
        }
    }
}
