using System.Collections.Generic;
using System.Linq;
using IosBackup.Backups;
using IosBackup.Commands;
using IosBackup.Engine.Verification;
using IosBackup.Errors;
using IosBackup.Pipeline;

namespace IosBackup.Policies;

/// <summary>Copies good new backups to the policy's other folders.</summary>
internal sealed class CopyStep(PolicyJob job)
{
    public void Run(PolicyDevice device)
    {
        if (!device.IsGood)
        {
            return;
        }

        // Asked once: a folder that fails does not keep the copy from the others.
        foreach (string folder in job.Policy.CopyTo)
        {
            if (PolicyFolders.Find(folder) is { } error)
            {
                job.Fail(error);
                device.Note(ErrorCatalog.ToRecord(error));
            }
            else if (job.IsPlan)
            {
                job.ShowPlan($"Copy the new backup of {device.Display} to {folder}.");
                device.Copies.Add(folder);
            }
            else
            {
                Copy(device, folder);
            }
        }
    }

    private void Copy(PolicyDevice device, string folder)
    {
        NestedResult result = job.Commands.Run<CopyIosBackupCommand>(new Dictionary<string, object?>
        {
            ["Backup"] = BackupDescriptions.Describe(device.Result!.Backup!),
            ["Destination"] = FileSystemPaths.Qualify(folder),
            ["Verify"] = job.Policy.Verify >= VerificationLevel.Hash,
        });
        if (device.Note(result))
        {
            device.Copies.AddRange(result.As<IosBackupCopyResult>().Select(static copy => copy.Path));
        }
    }
}
