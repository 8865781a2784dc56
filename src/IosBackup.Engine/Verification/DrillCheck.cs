using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Restoration.Drill;

namespace IosBackup.Engine.Verification;

/// <summary>Has a simulated device restored from a backup, and tells what comes of it.</summary>
internal sealed class DrillCheck(VerificationOptions options, FindingList findings)
{
    /// <summary>Holds the drill.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: nobody makes the device;
    /// <see cref="ErrorKind.BackupPasswordRequired"/>: the device has to be told the password.
    /// </exception>
    public async Task RunAsync(Backup backup, IProgress<BackupProgress>? progress, CancellationToken stop)
    {
        IDrillDevices devices = options.DrillDevices
            ?? throw new EngineException(ErrorKind.InvalidArgument, "A drill needs a device.");
        DrillResult result = await RestoreDrill.RunAsync(backup, options.Password, devices, progress, stop);
        if (result.Refusal is EngineException refusal)
        {
            findings.Add(FindingKind.RestoreRefused, string.Empty, refusal.Message);
        }

        foreach (string difference in result.Differences)
        {
            findings.Add(FindingKind.RestoreDiffers, string.Empty, difference);
        }

        foreach (KeyValuePair<string, long> skipped in result.Report.Skipped)
        {
            findings.Add(FindingKind.RestoreSkips, string.Empty, $"{skipped.Value} entries: {skipped.Key}");
        }
    }
}
