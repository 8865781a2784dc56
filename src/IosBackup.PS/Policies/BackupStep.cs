using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.Commands;
using IosBackup.Engine.Usbmux;
using IosBackup.Pipeline;

namespace IosBackup.Policies;

/// <summary>Backs the devices up side by side, and tests what was made.</summary>
internal sealed class BackupStep(PolicyJob job)
{
    public void Run(IReadOnlyList<PolicyDevice> devices)
    {
        PolicyDevice[] present = [.. devices.Where(static device => device.Found is not null)];
        if (present.Length == 0)
        {
            return;
        }

        NestedResult result = job.Commands.Run<NewIosBackupCommand>(new Dictionary<string, object?>
        {
            ["Device"] = present.Select(static device => device.Found).ToArray(),
            ["Path"] = FileSystemPaths.Qualify(job.Repository),
            ["Include"] = job.Policy.Include.ToArray(),
            ["Exclude"] = job.Policy.Exclude.ToArray(),
            ["RequireEncryption"] = job.Policy.RequireEncryption,
            ["ThrottleLimit"] = job.Policy.ThrottleLimit,
            ["Verify"] = job.Policy.Verify?.ToString() ?? NewIosBackupCommand.NoTest,
            ["ConnectionType"] = job.ConnectionType,
            ["Endpoint"] = job.Endpoint,
            ["Password"] = job.Password,
        });
        foreach (PolicyDevice device in present)
        {
            device.Result = result.As<IosBackupResult>().FirstOrDefault(made => Udid.Equals(made.Udid, device.Udid));
            device.IsPlanned = job.IsPlan && device.Result is null;
        }

        foreach (ErrorRecord error in result.Errors)
        {
            Attribute(error, present);
        }

        if (job.IsPlan && job.Policy.Verify is not null)
        {
            job.ShowPlan($"Test the new backups: {job.Policy.Verify}.");
        }
    }

    /// <summary>Errors name a device or its new backup; one that names neither ended the command for all.</summary>
    private static void Attribute(ErrorRecord error, PolicyDevice[] devices)
    {
        string? target = error.TargetObject as string;
        PolicyDevice[] meant = [.. devices.Where(device => Udid.Equals(device.Udid, target)
            || (target is not null && device.Result?.Backup == target))];
        if (meant.Length == 0)
        {
            meant = [.. devices.Where(device => device.Result?.ErrorId == PolicyDevice.KindOf(error).ToString())];
        }

        foreach (PolicyDevice device in meant.Length > 0 ? meant : devices)
        {
            device.Note(error);
        }
    }
}
