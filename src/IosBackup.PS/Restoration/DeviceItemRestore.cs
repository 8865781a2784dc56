using System;
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
internal sealed class DeviceItemRestore(IRestoreHost host, BackupOpener opener, DeviceSettings settings) : RestoreWork
{
    private readonly OpenBackups _backups = new(opener);
    private readonly List<RestoreItem> _items = [];
    private RestoreConsent _consent = RestoreConsent.Refused;

    public override Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        _consent = input.Consent;
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
                host.End(error);
            }
        }

        return Task.CompletedTask;
    }

    public override async Task CompleteAsync(CancellationToken stop)
    {
        if (_consent == RestoreConsent.Refused || _items.Count == 0)
        {
            return;
        }

        try
        {
            using BackupPassword? password = settings.TakePassword();
            using DeviceSession device = await settings.OpenAsync(stop);
            ItemRestoreOptions options = new()
            {
                Repository = settings.Repository,
                Password = password,
                NoReboot = settings.Options.NoReboot,
                Timeouts = settings.Options.Timeouts,
            };
            if (_consent == RestoreConsent.PlanOnly)
            {
                host.Emit(DeviceRestoreOutput.Of(
                    await ItemRestorePlanner.PlanAsync(device, _items, options, stop), settings.Repository));
                return;
            }

            using ItemProgress progress = new(
                host.AddProgress($"Restoring to {settings.Display}"), phase => host.AddProgress(phase));
            ItemRestoreResult result = await ItemRestoreRun.RunAsync(
                device, _items, options, new BackupProgressDisplay(progress), stop);
            host.Emit(DeviceRestoreOutput.Of(result.Restore) with
            {
                SourceUdid = _items[0].Source.Udid,
                BackupPath = result.Before.Path,
                Items = [.. result.Items.Where(static item => item.Kind == FileKind.File)
                    .Select(static item => item.ToString())],
            });
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            host.Fail(error, settings.Device.Udid);
        }
    }

    public override void Dispose() => _backups.Dispose();
}
