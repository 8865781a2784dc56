using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Commands;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;
using IosBackup.Pipeline;

namespace IosBackup.Policies;

/// <summary>
/// Removes the generations that no rule keeps, of devices for which nothing went wrong. Only the series of the policy's
/// own backups is thinned out: another policy may keep partial ones, or whole ones, in the same folder.
/// </summary>
internal sealed class RetentionStep(PolicyJob job)
{
    public void Run(IReadOnlyList<PolicyDevice> devices)
    {
        PolicyDevice[] good = [.. devices.Where(static device => device.IsGood)];
        if (job.Policy.Keep is not RetentionPolicy keep || good.Length == 0 || !Directory.Exists(job.Repository))
        {
            return;
        }

        NestedResult listing = job.Commands.Run<GetIosBackupCommand>(new Dictionary<string, object?>
        {
            ["Path"] = FileSystemPaths.Qualify(job.Repository),
        });
        foreach (PolicyDevice device in good)
        {
            if (device.Note(listing))
            {
                Thin(device, SeriesOf(device, listing.As<IosBackup>()), keep);
            }
        }
    }

    private IosBackup[] SeriesOf(PolicyDevice device, IReadOnlyList<IosBackup> all)
    {
        string? selection = job.Policy.IsPartial
            ? BackupFilter.Describe(new BackupFilter(job.Policy.Include, job.Policy.Exclude).ToPlist())
            : null;
        return
        [
            .. all.Where(backup => Udid.Equals(backup.Udid, device.Udid)
                && backup.IsPartial == job.Policy.IsPartial && backup.Selection == selection),
        ];
    }

    private void Thin(PolicyDevice device, IosBackup[] series, RetentionPolicy keep)
    {
        if (series.Length == 0)
        {
            return;
        }

        NestedResult selection = job.Commands.Run<SelectIosBackupCommand>(new Dictionary<string, object?>
        {
            ["Backup"] = series,
            ["KeepLast"] = Rule(keep.Last),
            ["KeepDaily"] = Rule(keep.Daily),
            ["KeepWeekly"] = Rule(keep.Weekly),
            ["KeepMonthly"] = Rule(keep.Monthly),
            ["KeepYearly"] = Rule(keep.Yearly),
        });
        if (!device.Note(selection))
        {
            return;
        }

        foreach (IosBackup backup in selection.As<IosBackup>().Where(static backup => backup.Keep == false))
        {
            // Without -Force, so that the newest good one stays whatever the rules say.
            NestedResult removal = job.Commands.Run<RemoveIosBackupCommand>(new Dictionary<string, object?>
            {
                ["Backup"] = backup,
            });
            if (device.Note(removal))
            {
                device.Removed.Add(backup.Path);
            }
        }
    }

    /// <summary>A rule's number; null leaves the parameter out, which takes no 0.</summary>
    private static int? Rule(int number) => number > 0 ? number : null;
}
