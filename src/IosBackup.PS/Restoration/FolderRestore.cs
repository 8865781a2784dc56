using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;

namespace IosBackup.Restoration;

/// <summary>Restores whole backups to folders: one backup to a folder, and a result for each.</summary>
internal sealed class FolderRestore(IRestoreHost host, BackupOpener opener, Func<FolderSettings> settings) : RestoreWork
{
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public override Task ProcessAsync(RestoreInput input, CancellationToken stop)
    {
        foreach (BackupPlace place in input.Places)
        {
            FolderSettings folder = settings();
            if (!_used.Add(folder.Destination))
            {
                throw new EngineException(
                    ErrorKind.InvalidArgument,
                    "A folder takes one whole backup. Give each its own: -Destination { \"D:\\Out\\$($_.Udid)\" }.")
                {
                    Target = folder.Destination,
                };
            }

            if (input.Consent != RestoreConsent.Refused)
            {
                Restore(place, folder, input.Consent == RestoreConsent.PlanOnly, stop);
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
