using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevices;

namespace IosBackup.Devices;

/// <summary>Finds the devices that a cmdlet was told to work on.</summary>
internal static class DeviceLocator
{
    /// <summary>
    /// Where devices are looked for: at the given endpoint only, else at the one of the environment or the platform,
    /// and among the virtual devices of this session.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: it is no endpoint.</exception>
    public static IReadOnlyList<UsbmuxEndpoint> Endpoints(string? given)
    {
        if (given is not null)
        {
            return [UsbmuxEndpoint.Parse(given)];
        }

        UsbmuxEndpoint platform = UsbmuxEndpoint.FromEnvironment();
        return VirtualDeviceHost.Endpoint is { } ours && UsbmuxEndpoint.Parse(ours) is var endpoint
            && !endpoint.Equals(platform)
            ? [platform, endpoint]
            : [platform];
    }

    /// <summary>
    /// Whether no other device can be found either: the platform's service is for all of them, an endpoint that was
    /// given for its own only.
    /// </summary>
    public static bool EndsSearch(EngineException error, string? endpoint) =>
        error.Kind == ErrorKind.NoMuxService && endpoint is null;

    /// <summary>The devices that a UDID, with or without wildcards, stands for.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceNotFound"/>: without wildcards it stands for none;
    /// <see cref="ErrorKind.NoMuxService"/>: nobody answers at any endpoint.
    /// </exception>
    public static async Task<IReadOnlyList<DiscoveredDevice>> FindAsync(
        string udid, string? endpoint, DeviceOptions options, CancellationToken stop)
    {
        IReadOnlyList<DiscoveredDevice> connected =
            await DeviceDirectory.FindAsync(Endpoints(endpoint), options, stop);
        if (WildcardPattern.ContainsWildcardCharacters(udid))
        {
            WildcardPattern pattern = WildcardPattern.Get(udid, WildcardOptions.IgnoreCase);
            return [.. connected.Where(device => pattern.IsMatch(device.Udid))];
        }

        DiscoveredDevice? found = connected.FirstOrDefault(device => Udid.Equals(device.Udid, udid));
        return found is null
            ? throw new EngineException(ErrorKind.DeviceNotFound, "The device is not connected.") { Target = udid }
            : [found];
    }

    /// <summary>The one device that a whole UDID names, for what must never happen to another one.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: it has wildcards, which could stand for any device;
    /// <see cref="ErrorKind.DeviceNotFound"/>; <see cref="ErrorKind.NoMuxService"/>.
    /// </exception>
    public static async Task<DiscoveredDevice> FindExactAsync(
        string udid, string? endpoint, DeviceOptions options, CancellationToken stop) =>
        WildcardPattern.ContainsWildcardCharacters(udid)
            ? throw new EngineException(
                ErrorKind.InvalidArgument,
                "-Device takes one device, without wildcards: an object of Get-IosDevice, or its whole UDID.")
            {
                Target = udid,
            }
            : (await FindAsync(udid, endpoint, options, stop)).Single();

    /// <summary>The one device that is connected.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceNotFound"/>: there is none; <see cref="ErrorKind.InvalidArgument"/>: there are
    /// several, and the command could mean any; <see cref="ErrorKind.NoMuxService"/>.
    /// </exception>
    public static async Task<DiscoveredDevice> FindOnlyAsync(
        string? endpoint, DeviceOptions options, CancellationToken stop)
    {
        IReadOnlyList<DiscoveredDevice> connected =
            await DeviceDirectory.FindAsync(Endpoints(endpoint), options, stop);
        return connected.Count switch
        {
            1 => connected[0],
            0 => throw new EngineException(ErrorKind.DeviceNotFound, "No device is connected."),
            _ => throw new EngineException(
                ErrorKind.InvalidArgument,
                $"{connected.Count} devices are connected: say which one with -Udid, or pipe from Get-IosDevice."),
        };
    }
}
