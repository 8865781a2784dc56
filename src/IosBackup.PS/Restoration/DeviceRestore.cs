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

/// <summary>Restores a whole backup to a device.</summary>
internal sealed class DeviceRestore(IRestoreHost host, DeviceSettings settings) : DeviceWork(host, settings)
{
    private readonly SingleBackupRule _rule = new(
        "A device takes one whole backup, and nothing was restored. Choose one: Get-IosBackup -Latest does.");

    // The device has to be told the password itself: keys that the session keeps are of no use here.
    private readonly BackupOpener _opener = new(password: null);
    private BackupPlace? _place;

    protected override bool HasWork => _place is not null;

    public override Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        foreach (BackupPlace place in input.Places)
        {
            _rule.Take(Settings.Device.Udid);
            _place = place;
        }

        return Task.CompletedTask;
    }

    public override void Dispose() => _opener.Dispose();

    protected override async Task PlanAsync(DeviceSession device, CancellationToken stop)
    {
        using Backup backup = _opener.Open(_place!);
        using BackupPassword? password = Settings.TakePassword();
        PhoneRestoreOptions options = Settings.Options with { Password = password };
        Host.Emit(DeviceRestoreOutput.Of(await PhoneRestorePlanner.PlanAsync(device, backup, options, stop)));
    }

    protected override async Task RestoreAsync(DeviceSession device, string display, CancellationToken stop)
    {
        using Backup backup = _opener.Open(_place!);
        using BackupPassword? password = Settings.TakePassword();
        PhoneRestoreOptions options = Settings.Options with { Password = password };
        using ItemProgress progress = new(
            Host.AddProgress($"Restoring {display}"), phase => Host.AddProgress(phase));
        PhoneRestoreResult result = await PhoneRestoreRun.RunAsync(
            device, backup, options, new BackupProgressDisplay(progress), stop);
        Host.Emit(DeviceRestoreOutput.Of(result));
    }
}
