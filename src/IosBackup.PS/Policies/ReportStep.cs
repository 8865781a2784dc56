using System.Collections.Generic;
using System.IO;
using IosBackup.Backups;
using IosBackup.Commands;
using IosBackup.Pipeline;

namespace IosBackup.Policies;

/// <summary>Writes a report of each good new backup that can be read, over the one of the last run.</summary>
internal sealed class ReportStep(PolicyJob job)
{
    private const string PartialMark = "-partial";
    private const string Ending = ".html";

    public void Run(PolicyDevice device)
    {
        if (job.Policy.Reports is not string folder || !device.IsGood)
        {
            return;
        }

        string path = Path.Combine(
            folder, device.Udid + (job.Policy.IsPartial ? PartialMark : string.Empty) + Ending);
        if (job.IsPlan)
        {
            job.ShowPlan($"Write a report of the new backup of {device.Display} to {path}.");
            device.Report = path;
            return;
        }

        IosBackup backup = BackupDescriptions.Describe(device.Result!.Backup!);
        if (backup.IsEncrypted == true && job.Password is null && !backup.IsUnlocked)
        {
            job.Tell($"There is no report of {device.Display}: the backup is encrypted and no password was given.");
            return;
        }

        NestedResult result = job.Commands.Run<ExportIosBackupReportCommand>(new Dictionary<string, object?>
        {
            ["Path"] = FileSystemPaths.Qualify(path),
            ["Backup"] = backup,
            ["Password"] = job.Password,
        });
        device.Note(result);
        device.Report = result.Output.Count > 0 ? path : null;
    }
}
