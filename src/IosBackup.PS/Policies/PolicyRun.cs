using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
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
        DeviceSearch search = new(job);
        IReadOnlyList<PolicyDevice> devices = search.Find();
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

        return new IosBackupPolicyRun
        {
            Path = job.Path,
            Started = started,
            Duration = clock.Elapsed,
            Outcome = OutcomeOf(devices, search),
            Devices = [.. devices.Select(static device => device.ToOutput())],
        };
    }

    private PolicyOutcome OutcomeOf(IReadOnlyList<PolicyDevice> devices, DeviceSearch search)
    {
        List<PolicyDeviceOutcome> all = [.. devices.Select(static device => device.ToOutcome())];
        if (search.Errors.Count > 0)
        {
            all.Add(new PolicyDeviceOutcome(false, false, search.Errors));
        }

        PolicyOutcome outcome = PolicyOutcomes.Of(all);
        return job.IsPlan && outcome == PolicyOutcome.Completed ? PolicyOutcome.Planned : outcome;
    }
}
