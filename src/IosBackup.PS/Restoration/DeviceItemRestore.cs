using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Pipeline;

namespace IosBackup.Restoration;

/// <summary>Puts items from the pipeline onto a device, all of them in one restore at the end.</summary>
internal sealed class DeviceItemRestore(IRestoreHost host, BackupOpener opener, DeviceSettings settings)
    : DeviceWork(host, settings)
{
    private readonly OpenBackups _backups = new(opener);
    private readonly List<RestoreItem> _items = [];

    protected override bool HasWork => _items.Count > 0;

    public override Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        foreach (IosBackupItem item in input.Items)
        {
            try
            {
                (Backup backup, BackupFile file) = _backups.Find(item);
                _items.Add(new RestoreItem(backup, file));
            }
            catch (EngineException error)
            {
                // Half of what was chosen could be worse than nothing.
                Host.End(error);
            }
        }

        return Task.CompletedTask;
    }

    public override void Dispose() => _backups.Dispose();

    protected override async Task PlanAsync(DeviceSession device, CancellationToken stop)
    {
        using BackupPassword? password = Settings.TakePassword();
        ItemRestorePlan plan = await ItemRestorePlanner.PlanAsync(device, _items, OptionsWith(password), stop);
        Host.Emit(DeviceRestoreOutput.Of(plan, Settings.Repository));
    }

    protected override async Task RestoreAsync(DeviceSession device, string display, CancellationToken stop)
    {
        using BackupPassword? password = Settings.TakePassword();
        using ItemProgress progress = new(
            Host.AddProgress($"Restoring to {display}"), phase => Host.AddProgress(phase));
        ItemRestoreResult result = await ItemRestoreRun.RunAsync(
            device, _items, OptionsWith(password), new BackupProgressDisplay(progress), stop);
        Host.Emit(DeviceRestoreOutput.Of(result.Restore) with
        {
            SourceUdid = _items[0].Source.Udid,
            BackupPath = result.Before.Path,
            Items = [.. result.Items.Where(static item => item.Kind == FileKind.File)
                .Select(static item => item.ToString())],
        });
    }

    private ItemRestoreOptions OptionsWith(BackupPassword? password) => new()
    {
        Repository = Settings.Repository,
        Password = password,
        NoReboot = Settings.Options.NoReboot,
        Timeouts = Settings.Options.Timeouts,
    };
}
