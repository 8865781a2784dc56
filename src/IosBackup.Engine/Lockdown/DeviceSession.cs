using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Trusted access to one device. Lockdown hangs up on idle connections, and phones get re-plugged: each call reconnects
/// once when the connection turns out to be dead. Calls may come from several tasks.
/// </summary>
public sealed class DeviceSession : IDisposable
{
    private readonly UsbmuxClient _mux;
    private readonly DeviceOptions _options;
    private readonly PairRecord _record;
    private readonly TlsCredentials _credentials;
    private readonly SemaphoreSlim _opening = new(1, 1);
    private LockdownClient? _lockdown;

    private DeviceSession(UsbmuxClient mux, UsbmuxDevice device, PairRecord record, DeviceOptions options)
    {
        _mux = mux;
        _options = options;
        _record = record;
        _credentials = new TlsCredentials(record);
        Device = device;
        Udid = device.Udid;
    }

    /// <summary>The device's identifier, as the device itself spells it.</summary>
    public string Udid { get; private set; }

    /// <summary>The connection in use.</summary>
    public UsbmuxDevice Device { get; private set; }

    /// <summary>How long to wait for what.</summary>
    public DeviceTimeouts Timeouts => _options.Timeouts;

    /// <summary>
    /// Whether the pair record holds an escrow bag, without which backups fail while the screen is locked.
    /// </summary>
    public bool HasEscrowBag => _record.HasEscrowBag;

    /// <summary>Finds a device and begins a trusted session with it.</summary>
    /// <param name="endpoint">The usbmux service that knows the device.</param>
    /// <param name="udid">The device, in any spelling.</param>
    /// <param name="options">How to reach it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.DeviceNotFound"/>,
    /// <see cref="ErrorKind.PairingRequired"/>: there is no pair record, or the device does not accept it (any more).
    /// <see cref="ErrorKind.DeviceLocked"/>, <see cref="ErrorKind.DeviceDisconnected"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>, <see cref="ErrorKind.ProtocolViolation"/>.
    /// </exception>
    public static async Task<DeviceSession> OpenAsync(
        UsbmuxEndpoint endpoint, string udid, DeviceOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= new DeviceOptions();
        UsbmuxClient mux = new(endpoint, options.Timeouts);
        UsbmuxDevice device = DeviceSelection.Choose(
            await mux.ListDevicesAsync(cancellation), udid, options.ConnectionType);
        PairRecord record = await new PairRecordStore(mux, options.PairRecordFolder)
            .FindAsync(device.Udid, cancellation)
            ?? throw new EngineException(ErrorKind.PairingRequired, "This computer has no pair record for the device.")
            {
                Target = device.Udid,
            };
        DeviceSession session = new(mux, device, record, options);
        try
        {
            session._lockdown = await session.ConnectAsync(cancellation);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Reads a value; null when the device has none of that name. Without a key the whole domain is read, as a dictionary;
    /// the domain null is the global one.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceFailed"/>: the value may not be read. And those of <see cref="OpenAsync"/>.
    /// </exception>
    public Task<PlistNode?> GetValueAsync(
        string? domain, string? key, CancellationToken cancellation = default) =>
        RunAsync(lockdown => lockdown.GetValueAsync(domain, key, cancellation), cancellation);

    /// <summary>Changes a value.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceFailed"/>: the value may not be changed. And those of <see cref="OpenAsync"/>.
    /// </exception>
    public Task SetValueAsync(
        string? domain, string key, PlistNode value, CancellationToken cancellation = default) =>
        RunAsync(
            async lockdown =>
            {
                await lockdown.SetValueAsync(domain, key, value, cancellation);
                return true;
            },
            cancellation);

    /// <summary>Reads everything that an inventory wants to know.</summary>
    /// <exception cref="EngineException">Those of <see cref="OpenAsync"/>.</exception>
    public Task<DeviceInfo> GetInfoAsync(CancellationToken cancellation = default) =>
        RunAsync(lockdown => DeviceInfo.ReadAsync(lockdown, cancellation), cancellation);

    /// <summary>Starts a service and connects to it.</summary>
    /// <param name="name">The service's name, "com.apple.afc" for example.</param>
    /// <param name="withEscrowBag">
    /// Whether to hand over the escrow bag, so that the service reaches data while the screen is locked.
    /// </param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ServiceUnavailable"/>: the device has no such service or does not let this computer use it.
    /// And those of <see cref="OpenAsync"/>.
    /// </exception>
    public Task<DeviceStream> StartServiceAsync(
        string name, bool withEscrowBag = false, CancellationToken cancellation = default) =>
        RunAsync(
            async lockdown =>
            {
                LockdownService service = await lockdown.StartServiceAsync(
                    name, withEscrowBag ? _record.EscrowBag : null, cancellation);
                return await ConnectAsync(service, cancellation);
            },
            cancellation);

    /// <summary>Ends the session. Services that were started stay connected.</summary>
    public void Dispose()
    {
        _lockdown?.Dispose();
        _credentials.Dispose();
        _opening.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<LockdownClient, Task<T>> action, CancellationToken cancellation)
    {
        LockdownClient lockdown = await CurrentAsync(null, cancellation);
        try
        {
            return await action(lockdown);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.DeviceDisconnected)
        {
            // A second death in a row is no idle connection: it is reported.
            lockdown = await CurrentAsync(lockdown, cancellation);
            return await action(lockdown);
        }
    }

    /// <summary>The connection in use, or a new one when it is <paramref name="dead"/> or was cancelled away.</summary>
    private async Task<LockdownClient> CurrentAsync(LockdownClient? dead, CancellationToken cancellation)
    {
        await _opening.WaitAsync(cancellation);
        try
        {
            if (_lockdown is not null && _lockdown != dead)
            {
                return _lockdown;
            }

            _lockdown?.Dispose();
            _lockdown = null;
            Device = DeviceSelection.Choose(
                await _mux.ListDevicesAsync(cancellation), Udid, _options.ConnectionType);
            return _lockdown = await ConnectAsync(cancellation);
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<LockdownClient> ConnectAsync(CancellationToken cancellation)
    {
        LockdownClient lockdown = await TrustedLockdown.OpenAsync(_mux, Device, _record, _credentials, cancellation);
        Udid = lockdown.DeviceUdid ?? Udid;
        return lockdown;
    }

    private async Task<DeviceStream> ConnectAsync(LockdownService service, CancellationToken cancellation)
    {
        DeviceStream stream = await _mux.ConnectAsync(Device, service.Port, cancellation);
        try
        {
            if (service.UsesTls)
            {
                await _credentials.SecureAsync(stream, Timeouts.Handshake, cancellation);
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
