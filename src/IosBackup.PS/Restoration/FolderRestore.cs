using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Restoration;

namespace IosBackup.Restoration;

/// <summary>Restores whole backups to folders: one backup to a folder, and a result for each.</summary>
internal sealed class FolderRestore(IRestoreHost host, BackupOpener opener, Func<FolderSettings> settings) : RestoreWork
{
    private readonly SingleBackupRule _rule = new(
        "A folder takes one whole backup. Give each its own: -Destination { \"D:\\Out\\$($_.Udid)\" }.");

    public override Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        FolderSettings folder = settings();
        foreach (BackupPlace _ in input.Places)
        {
            _rule.Take(folder.Destination);
        }

        if (folder.Consent != RestoreConsent.Refused)
        {
            foreach (BackupPlace place in input.Places)
            {
                Restore(place, folder, folder.Consent == RestoreConsent.PlanOnly, stop);
            }
        }

        return Task.CompletedTask;
    }

    public override void Dispose()
    {
    }

    private void Restore(BackupPlace place, FolderSettings folder, bool planOnly, CancellationToken stop)
    {
        try
        {
            using Backup backup = opener.Open(place);
            ExtractionTotals totals = ExtractionTotals.Of(backup, stop);
            using FolderTarget target = new(host, folder, planOnly, totals, stop);
            foreach (BackupFile file in backup.Files(stop: stop))
            {
                target.Add(backup, file);
            }

            target.Complete();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            host.Fail(error, place.Path);
        }
    }
}
