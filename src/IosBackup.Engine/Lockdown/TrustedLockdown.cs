using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>Opens lockdown connections with a session, and proves that the session works.</summary>
internal static class TrustedLockdown
{
    private const int Attempts = 2;

    /// <summary>
    /// Connects and begins a session. A device that dropped the pair record may accept the session and then hang up on
    /// the handshake, or on the first request after it; a bad cable does the same once, but hardly twice.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PairingRequired"/>: the device does not know the record (any more), or is another device.
    /// <see cref="ErrorKind.DeviceLocked"/>: it was not unlocked since it started.
    /// And what <see cref="UsbmuxClient.ConnectAsync"/> throws.
    /// </exception>
    public static async Task<LockdownClient> OpenAsync(
        UsbmuxClient mux,
        UsbmuxDevice device,
        PairRecord record,
        TlsCredentials credentials,
        CancellationToken cancellation)
    {
        for (int attempt = 1; ; attempt++)
        {
            LockdownClient lockdown = await LockdownClient.ConnectAsync(mux, device, cancellation);
            bool began = false;
            try
            {
                await lockdown.StartSessionAsync(record, cancellation);
                began = true;
                await lockdown.SecureAsync(credentials, cancellation);
                await ProveAsync(lockdown, device, cancellation);
                return lockdown;
            }
            catch (EngineException e) when (began && e.Kind == ErrorKind.DeviceDisconnected)
            {
                lockdown.Dispose();
                if (attempt == Attempts)
                {
                    throw new EngineException(
                        ErrorKind.PairingRequired, $"The device hangs up on trusted sessions: {e.Message}", e)
                    {
                        Target = device.Udid,
                    };
                }
            }
            catch
            {
                lockdown.Dispose();
                throw;
            }
        }
    }

    /// <summary>The same for a single use of the record.</summary>
    public static async Task<LockdownClient> OpenAsync(
        UsbmuxClient mux, UsbmuxDevice device, PairRecord record, CancellationToken cancellation)
    {
        using TlsCredentials credentials = new(record);
        return await OpenAsync(mux, device, record, credentials, cancellation);
    }

    private static async Task ProveAsync(
        LockdownClient lockdown, UsbmuxDevice device, CancellationToken cancellation)
    {
        string? udid = (await lockdown.GetValueAsync(null, "UniqueDeviceID", cancellation) as PlistString)?.Value;
        if (!Udid.Equals(udid, device.Udid))
        {
            throw new EngineException(
                ErrorKind.ProtocolViolation, "The device in the session is not the one that was asked for.")
            {
                Target = device.Udid,
            };
        }

        lockdown.DeviceUdid = udid;
    }
}
