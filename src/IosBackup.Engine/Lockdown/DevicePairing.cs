using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>Makes and undoes the trust between this computer and devices.</summary>
public sealed class DevicePairing
{
    private readonly UsbmuxClient _mux;
    private readonly PairRecordStore _store;

    /// <summary>Pairs with devices of one usbmux service.</summary>
    public DevicePairing(UsbmuxEndpoint endpoint, DeviceOptions? options = null)
    {
        _mux = new UsbmuxClient(endpoint, options?.Timeouts);
        _store = new PairRecordStore(_mux, options?.PairRecordFolder);
    }

    /// <summary>The pair record of a device, or null. Whether the device accepts it is another question.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>, <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public async Task<PairRecord?> FindRecordAsync(string udid, CancellationToken cancellation = default)
    {
        UsbmuxDevice? device = await FindDeviceAsync(udid, cancellation);
        return await _store.FindAsync(device?.Udid ?? udid, cancellation);
    }

    /// <summary>
    /// Asks a device for trust, waits until somebody has unlocked it and answered its question, and stores the pair
    /// record. It is done only when a session with the new record works.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceNotFound"/>, <see cref="ErrorKind.CableRequired"/>: it is not on the cable.
    /// <see cref="ErrorKind.TrustPending"/>, <see cref="ErrorKind.DeviceLocked"/>: nobody did it in time.
    /// <see cref="ErrorKind.PairingDenied"/>: somebody declined; the device asks again after it was unplugged.
    /// <see cref="ErrorKind.PairingForbidden"/>: the device is supervised and demands (another) supervision identity.
    /// <see cref="ErrorKind.DestinationUnavailable"/>: the record could not be stored.
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.DeviceDisconnected"/>,
    /// <see cref="ErrorKind.ProtocolViolation"/>, <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task<PairRecord> PairAsync(
        string udid,
        PairingOptions? options = null,
        IProgress<PairingStep>? progress = null,
        CancellationToken cancellation = default)
    {
        UsbmuxDevice device = DeviceSelection.Choose(await _mux.ListDevicesAsync(cancellation), udid, null);
        if (device.ConnectionType != DeviceConnectionType.Usb)
        {
            throw new EngineException(ErrorKind.CableRequired, "Devices pair over the cable only.")
            {
                Target = device.Udid,
            };
        }

        using PairingDialog dialog = new(_mux, device, options ?? new PairingOptions(), progress);
        PairRecord record = await dialog.RunAsync(cancellation);
        record = await _store.SaveAsync(device, record, cancellation);
        await ProveAsync(device, record, cancellation);
        progress?.Report(PairingStep.Paired);
        return record;
    }

    /// <summary>
    /// Has the device forget this computer, when it is connected, and removes the pair record; false when there was none.
    /// </summary>
    /// <exception cref="EngineException">
    /// The record is kept then. <see cref="ErrorKind.DeviceLocked"/>, <see cref="ErrorKind.NoMuxService"/>,
    /// <see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>, <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public async Task<bool> UnpairAsync(string udid, CancellationToken cancellation = default)
    {
        UsbmuxDevice? device = await FindDeviceAsync(udid, cancellation);
        udid = device?.Udid ?? udid;
        PairRecord? record = await _store.FindAsync(udid, cancellation);
        if (device is not null && record is not null)
        {
            await ForgetAsync(device, record, cancellation);
        }

        return await _store.DeleteAsync(udid, cancellation);
    }

    private async Task<UsbmuxDevice?> FindDeviceAsync(string udid, CancellationToken cancellation) =>
        DeviceSelection.ByPreference(await _mux.ListDevicesAsync(cancellation), null)
            .FirstOrDefault(device => Udid.Equals(device.Udid, udid));

    private async Task ForgetAsync(UsbmuxDevice device, PairRecord record, CancellationToken cancellation)
    {
        try
        {
            using LockdownClient lockdown = await TrustedLockdown.OpenAsync(_mux, device, record, cancellation);
            await lockdown.UnpairAsync(record, cancellation);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PairingRequired)
        {
            // The device has forgotten this computer already.
        }
    }

    private async Task ProveAsync(UsbmuxDevice device, PairRecord record, CancellationToken cancellation)
    {
        try
        {
            using LockdownClient lockdown = await TrustedLockdown.OpenAsync(_mux, device, record, cancellation);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceLocked)
        {
            // The screen was locked again meanwhile: the device knows us, or it would have said otherwise.
        }
    }
}
