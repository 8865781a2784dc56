using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>Lists connected devices with what can be known about each: trusted, untrusted, locked or silent.</summary>
public static class DeviceDirectory
{
    /// <summary>
    /// Lists the devices of some usbmux services, each device once. All are asked side by side and none for longer than
    /// <see cref="DeviceTimeouts.Description"/>, so that a device that hangs does not hold up the others.
    /// </summary>
    /// <param name="endpoints">The services; those that fail are passed over as long as one answers.</param>
    /// <param name="options">How to reach the devices.</param>
    /// <param name="cancellation">Ends the listing.</param>
    /// <exception cref="EngineException">
    /// What the first service failed with (<see cref="ErrorKind.NoMuxService"/>, say), when all failed.
    /// </exception>
    public static async Task<IReadOnlyList<DiscoveredDevice>> ListAsync(
        IReadOnlyList<UsbmuxEndpoint> endpoints,
        DeviceOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new DeviceOptions();
        IReadOnlyList<DiscoveredDevice> devices = await FindAsync(endpoints, options, cancellation);
        await Task.WhenAll(devices.Select(device => DescribeAsync(device, options, cancellation)));
        return devices;
    }

    /// <summary>
    /// Finds the devices of some usbmux services, each device once, without asking the devices anything.
    /// </summary>
    /// <param name="endpoints">The services; those that fail are passed over as long as one answers.</param>
    /// <param name="options">How to reach the devices.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="EngineException">
    /// What the first service failed with, when all failed: <see cref="ErrorKind.NoMuxService"/>,
    /// <see cref="ErrorKind.ProtocolViolation"/>, <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public static async Task<IReadOnlyList<DiscoveredDevice>> FindAsync(
        IReadOnlyList<UsbmuxEndpoint> endpoints,
        DeviceOptions? options = null,
        CancellationToken cancellation = default)
    {
        options ??= new DeviceOptions();
        DeviceList[] lists = await Task.WhenAll(endpoints.Select(
            endpoint => ListAsync(new UsbmuxClient(endpoint, options.Timeouts), cancellation)));
        if (lists.Length > 0 && lists.All(static list => list.Error is not null))
        {
            throw lists[0].Error!;
        }

        HashSet<string> seen = new(Udid.Comparer);
        return
        [
            .. lists.SelectMany(list => DeviceSelection.ByPreference(list.Connections, options.ConnectionType)
                .GroupBy(static connection => connection.Udid, Udid.Comparer)
                .Where(device => seen.Add(device.Key))
                .Select(device => new DiscoveredDevice(list.Mux.Endpoint, [.. device]))),
        ];
    }

    /// <summary>
    /// Asks a device what it tells, for <see cref="DeviceTimeouts.Description"/> at most. What stands against it is
    /// noted on the device.
    /// </summary>
    public static async Task DescribeAsync(
        DiscoveredDevice device, DeviceOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DeviceOptions();
        UsbmuxClient mux = new(device.Endpoint, options.Timeouts);
        try
        {
            await Deadline.RunAsync(
                options.Timeouts.Description,
                "Describing the device",
                token => DescribeAsync(mux, device, options, token),
                cancellation);
        }
        catch (EngineException e)
        {
            device.Error = e;
        }
    }

    private static async Task<DeviceList> ListAsync(UsbmuxClient mux, CancellationToken cancellation)
    {
        try
        {
            return new DeviceList(mux, await mux.ListDevicesAsync(cancellation), null);
        }
        catch (EngineException e)
        {
            return new DeviceList(mux, [], e);
        }
    }

    private static async Task DescribeAsync(
        UsbmuxClient mux, DiscoveredDevice device, DeviceOptions options, CancellationToken cancellation)
    {
        PairRecord? record = await new PairRecordStore(mux, options.PairRecordFolder)
            .FindAsync(device.Connection.Udid, cancellation);
        using LockdownClient? trusted = record is null ? null : await TryTrustAsync(mux, device, record, cancellation);
        if (trusted is not null)
        {
            device.Info = await DeviceInfo.ReadAsync(trusted, cancellation);
            return;
        }

        device.PairingState = record is null ? PairingState.NotPaired : device.PairingState;
        using LockdownClient plain = await LockdownClient.ConnectAsync(mux, device.Connection, cancellation);
        device.Info = await DeviceInfo.ReadAsync(plain, cancellation);
    }

    /// <summary>A session where the device allows it; else what stands against it, noted on the device.</summary>
    private static async Task<LockdownClient?> TryTrustAsync(
        UsbmuxClient mux, DiscoveredDevice device, PairRecord record, CancellationToken cancellation)
    {
        try
        {
            LockdownClient lockdown = await TrustedLockdown.OpenAsync(mux, device.Connection, record, cancellation);
            device.PairingState = PairingState.Paired;
            return lockdown;
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PairingRequired or ErrorKind.DeviceLocked)
        {
            device.PairingState = e.Kind == ErrorKind.DeviceLocked ? PairingState.Locked : PairingState.Stale;
            device.Error = e;
            return null;
        }
    }

    private sealed class DeviceList(
        UsbmuxClient mux, IReadOnlyList<UsbmuxDevice> connections, EngineException? error)
    {
        public UsbmuxClient Mux { get; } = mux;

        public IReadOnlyList<UsbmuxDevice> Connections { get; } = connections;

        public EngineException? Error { get; } = error;
    }
}
