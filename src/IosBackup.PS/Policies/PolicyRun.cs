using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Policies;

namespace IosBackup.Policies;

/// <summary>
/// Carries a policy out, one step after the other. What fails for one device ends nothing for the others; what could
/// take something away is left out for a device for which anything failed before.
/// </summary>
internal sealed class PolicyRun(PolicyJob job)
{
    public IosBackupPolicyRun Run()
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Stopwatch clock = Stopwatch.StartNew();
        List<ErrorKind> errors = [];
        IReadOnlyList<PolicyDevice> devices = HasRepository(errors) ? CarryOut(errors) : [];
        return new IosBackupPolicyRun
        {
            Path = job.Path,
            Started = started,
            Duration = clock.Elapsed,
            Outcome = OutcomeOf(devices, errors),
            Devices = [.. devices.Select(static device => device.ToOutput())],
        };
    }

    private bool HasRepository(List<ErrorKind> errors)
    {
        // The default one may be made by the first run.
        if (job.Policy.Repository is not { } named || PolicyFolders.Find(named) is not { } error)
        {
            return true;
        }

        job.Fail(error);
        errors.Add(error.Kind);
        return false;
    }

    private IReadOnlyList<PolicyDevice> CarryOut(List<ErrorKind> errors)
    {
        DeviceSearch search = new(job);
        IReadOnlyList<PolicyDevice> devices = search.Find();
        errors.AddRange(search.Errors);
        new BackupStep(job).Run(devices);
        CopyStep copies = new(job);
        foreach (PolicyDevice device in devices)
        {
            copies.Run(device);
        }

        new RetentionStep(job).Run(devices);
        ReportStep reports = new(job);
        foreach (PolicyDevice device in devices)
        {
            reports.Run(device);
        }

        return devices;
    }

    private PolicyOutcome OutcomeOf(IReadOnlyList<PolicyDevice> devices, List<ErrorKind> errors)
    {
        List<PolicyDeviceOutcome> all = [.. devices.Select(static device => device.ToOutcome())];
        if (errors.Count > 0)
        {
            all.Add(new PolicyDeviceOutcome(false, false, errors));
        }

        PolicyOutcome outcome = PolicyOutcomes.Of(all);
        return job.IsPlan && outcome == PolicyOutcome.Completed ? PolicyOutcome.Planned : outcome;
    }
}
