using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Pipeline;

namespace IosBackup.Restoration;

/// <summary>Restores whole backups to a device.</summary>
internal sealed class DeviceRestore(IRestoreHost host, DeviceSettings settings) : RestoreWork
{
    // The device has to be told the password itself: keys that the session keeps are of no use here.
    private readonly BackupOpener _opener = new(password: null);

    public override async Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        foreach (BackupPlace place in input.Places)
        {
            if (input.Consent == RestoreConsent.Refused)
            {
                continue;
            }

            try
            {
                await RestoreAsync(place, input.Consent == RestoreConsent.PlanOnly, stop);
            }
            catch (Exception error) when (!stop.IsCancellationRequested)
            {
                host.Fail(error, settings.Device.Udid);
            }
        }
    }

    public override void Dispose() => _opener.Dispose();

    private async Task RestoreAsync(BackupPlace place, bool planOnly, CancellationToken stop)
    {
        using Backup backup = _opener.Open(place);
        using BackupPassword? password = settings.TakePassword();
        using DeviceSession device = await settings.OpenAsync(stop);
        PhoneRestoreOptions options = settings.Options with { Password = password };
        if (planOnly)
        {
            host.Emit(DeviceRestoreOutput.Of(
                await PhoneRestorePlanner.PlanAsync(device, backup, options, stop)));
            return;
        }

        using ItemProgress progress = new(
            host.AddProgress($"Restoring {settings.Display}"), phase => host.AddProgress(phase));
        PhoneRestoreResult result = await PhoneRestoreRun.RunAsync(
            device, backup, options, new BackupProgressDisplay(progress), stop);
        host.Emit(DeviceRestoreOutput.Of(result));
    }
}
