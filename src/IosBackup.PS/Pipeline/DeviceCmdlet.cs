using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;
using IosBackup.Parameters;

namespace IosBackup.Pipeline;

/// <summary>
/// The base of cmdlets that work on devices: objects of Get-IosDevice, also from jobs, or UDIDs with wildcards; without
/// either the one device that is connected. Several are worked on at once, each once however often it comes, and an
/// error about one leaves the others alone.
/// </summary>
/// <remarks>
/// Both parameters are in all parameter sets. An object of Get-IosDevice in the pipeline binds to both, because it has
/// a Udid; it counts as an object.
/// </remarks>
public abstract class DeviceCmdlet : ParallelCmdlet
{
    private readonly HashSet<string> _seen = new(Engine.Usbmux.Udid.Comparer);

    [Parameter(Position = 0, ValueFromPipeline = true)]
    [DeviceTransformation]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosDevice[]? Device { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Udid { get; set; }

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    /// <summary>How devices are reached.</summary>
    private protected virtual DeviceOptions Options { get; } = new();

    /// <summary>Whether a device that is not connected is an error.</summary>
    private protected virtual bool RequiresConnection => true;

    /// <summary>Whether all devices are meant when none is named; else it has to be the only one.</summary>
    private protected virtual bool MeansAll => false;

    private protected sealed override async Task ProcessRecordAsync(CancellationToken stop)
    {
        foreach (IosDevice wanted in Wanted())
        {
            if (_seen.Contains(wanted.Udid))
            {
                continue;
            }

            IReadOnlyList<DeviceTarget> targets;
            try
            {
                targets = await FindAsync(wanted, stop);
            }
            catch (EngineException error) when (error.Kind != ErrorKind.InvalidArgument)
            {
                _seen.Add(wanted.Udid);
                FailToFind(wanted.Udid, error, DeviceLocator.EndsSearch(error, Endpoint ?? wanted.Endpoint));
                continue;
            }

            foreach (DeviceTarget target in targets.Where(target => _seen.Add(target.Udid)))
            {
                await StartItemAsync(
                    target.Display,
                    target.Udid,
                    (progress, token) => ProcessDeviceAsync(target, progress, token),
                    stop);
            }
        }
    }

    /// <summary>What fails once a device was found is about this device, its service too.</summary>
    private protected sealed override bool EndsTheCall(Exception error) => false;

    /// <summary>Tells of a device that was named and is not there.</summary>
    private protected virtual void FailToFind(string udid, EngineException error, bool ends) =>
        Fail(error, udid, ends);

    /// <summary>The work for one device. What it throws becomes an error about that device.</summary>
    private protected abstract Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop);

    private IEnumerable<IosDevice> Wanted() => Device
        ?? (Udid ?? [MeansAll ? "*" : string.Empty]).Select(static udid => new IosDevice { Udid = udid });

    private async Task<IReadOnlyList<DeviceTarget>> FindAsync(IosDevice wanted, CancellationToken stop)
    {
        string? endpoint = Endpoint ?? wanted.Endpoint;
        if (wanted.Udid.Length == 0)
        {
            return [Target(await DeviceLocator.FindOnlyAsync(endpoint, Options, stop), null)];
        }

        try
        {
            return
            [
                .. (await DeviceLocator.FindAsync(wanted.Udid, endpoint, Options, stop))
                    .Select(found => Target(found, wanted.Name)),
            ];
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceNotFound && !RequiresConnection)
        {
            UsbmuxEndpoint service = DeviceLocator.Endpoints(endpoint)[0];
            return [new DeviceTarget(wanted.Udid, service, wanted.Name)];
        }
    }

    private static DeviceTarget Target(DiscoveredDevice device, string? name) =>
        new(device.Udid, device.Endpoint, name);
}
