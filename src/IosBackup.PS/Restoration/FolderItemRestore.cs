using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Restoration;

/// <summary>Restores items from the pipeline to a folder, as they come; one result at the end.</summary>
internal sealed class FolderItemRestore(IRestoreHost host, BackupOpener opener, Func<FolderSettings> settings)
    : RestoreWork
{
    private readonly OpenBackups _backups = new(opener);
    private FolderTarget? _target;

    public override Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        FolderSettings folder = settings();
        if (folder.Consent == RestoreConsent.Refused)
        {
            return Task.CompletedTask;
        }

        try
        {
            if (_target is not null && _target.Path != folder.Destination)
            {
                Finish();
            }

            _target ??= new FolderTarget(host, folder, folder.Consent == RestoreConsent.PlanOnly, null, stop);
        }
        catch (EngineException error)
        {
            host.End(error);
            return Task.CompletedTask;
        }

        foreach (IosBackupItem item in input.Items)
        {
            Add(item, _target, stop);
        }

        return Task.CompletedTask;
    }

    public override Task CompleteAsync(CancellationToken stop)
    {
        try
        {
            Finish();
        }
        catch (EngineException error)
        {
            host.End(error);
        }

        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _target?.Dispose();
        _backups.Dispose();
    }

    private void Add(IosBackupItem item, FolderTarget target, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Backup backup;
        BackupFile file;
        try
        {
            (backup, file) = _backups.Find(item);
        }
        catch (EngineException error)
        {
            host.Fail(error, item);
            return;
        }

        try
        {
            target.Add(backup, file);
        }
        catch (EngineException error)
        {
            host.End(error);
        }
    }

    private void Finish()
    {
        _target?.Complete();
        _target?.Dispose();
        _target = null;
    }
}
