using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Management.Automation;
using IosBackup.Commands;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Policies;

/// <summary>The first step: waits for the devices that a policy means, for as long as it says.</summary>
internal sealed class DeviceSearch(PolicyJob job)
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(2);

    private readonly Stopwatch _waited = Stopwatch.StartNew();

    /// <summary>What went wrong for no single device.</summary>
    public List<ErrorKind> Errors { get; } = [];

    private TimeSpan Patience => job.IsPlan ? TimeSpan.Zero : job.Policy.Wait;

    /// <summary>The devices, those that are expected and did not come among them.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PolicyInvalid"/>: a wildcard is none.</exception>
    public IReadOnlyList<PolicyDevice> Find()
    {
        IReadOnlyList<string> patterns = job.Policy.DevicePatterns;
        IReadOnlyList<WildcardPattern> wanted = [.. patterns.Select(ToPattern)];
        List<PolicyDevice> devices = [];
        if (job.Policy.ExpectedDevices.Count > 0)
        {
            devices.AddRange(WaitForExpected());
        }

        if (job.Policy.Devices is null || patterns.Count > 0)
        {
            HashSet<string> known = new(devices.Select(static device => device.Udid), Udid.Comparer);
            devices.AddRange(Look(wanted).Where(found => known.Add(found.Udid)));
        }

        return devices;
    }

    private WildcardPattern ToPattern(string text)
    {
        try
        {
            // PowerShell looks at a pattern only when it is used.
            WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
            pattern.IsMatch(string.Empty);
            return pattern;
        }
        catch (WildcardPatternException error)
        {
            throw new EngineException(ErrorKind.PolicyInvalid, error.Message, error)
            {
                Target = $"{job.Path}, devices, {text}",
            };
        }
    }

    private IEnumerable<PolicyDevice> WaitForExpected()
    {
        IReadOnlyList<string> expected = job.Policy.ExpectedDevices;
        NestedResult result = job.Commands.Run<WaitIosDeviceCommand>(new Dictionary<string, object?>
        {
            ["Udid"] = expected.ToArray(),
            ["TimeoutSeconds"] = (int)Patience.TotalSeconds,
            ["Paired"] = true,
            ["ConnectionType"] = job.ConnectionType,
            ["Endpoint"] = job.Endpoint,
        });
        foreach (string udid in expected)
        {
            PolicyDevice device = new(
                udid, result.As<IosDevice>().FirstOrDefault(found => Udid.Equals(found.Udid, udid)));
            if (device.Found is null)
            {
                ErrorRecord? about = result.Errors.Find(error => Udid.Equals(error.TargetObject as string, udid))
                    ?? result.Errors.FirstOrDefault();
                device.Note(about ?? throw new InvalidOperationException("Nothing tells why a device is missing."));
            }

            yield return device;
        }
    }

    /// <summary>Looks until there is a device for each pattern; without patterns, for any paired one.</summary>
    private IEnumerable<PolicyDevice> Look(IReadOnlyList<WildcardPattern> patterns)
    {
        while (true)
        {
            bool isLast = _waited.Elapsed >= Patience;
            NestedResult result = job.Commands.Run<GetIosDeviceCommand>(
                new Dictionary<string, object?>
                {
                    ["ConnectionType"] = job.ConnectionType,
                    ["Endpoint"] = job.Endpoint,
                },
                isQuiet: !isLast);
            IReadOnlyList<IosDevice> found = result.As<IosDevice>();
            bool isMet = patterns.Count == 0
                ? found.Any(IsOurs)
                : patterns.All(pattern => found.Any(device => Fits(pattern, device)));
            if (isMet || isLast)
            {
                Errors.AddRange(result.Errors.Select(PolicyDevice.KindOf));
                WarnOfUnmet(patterns, found);
                return found
                    .Where(device => patterns.Count == 0
                        ? IsOurs(device)
                        : patterns.Any(pattern => Fits(pattern, device)))
                    .Select(static device => new PolicyDevice(device.Udid, device));
            }

            job.Commands.Pause(s_pause);
        }
    }

    private void WarnOfUnmet(IReadOnlyList<WildcardPattern> patterns, IReadOnlyList<IosDevice> found)
    {
        for (int index = 0; index < patterns.Count; index++)
        {
            if (!found.Any(device => Fits(patterns[index], device)))
            {
                job.Warn($"No device in reach is called '{job.Policy.DevicePatterns[index]}'.");
            }
        }
    }

    /// <summary>Whether it trusts this computer, though it may want to be unlocked.</summary>
    private static bool IsOurs(IosDevice device) => device.PairingState is PairingState.Paired or PairingState.Locked;

    private static bool Fits(WildcardPattern pattern, IosDevice device) =>
        pattern.IsMatch(device.Udid) || (device.Name is not null && pattern.IsMatch(device.Name));
}
