using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;

namespace IosBackup.Pipeline;

/// <summary>The base of cmdlets about the trust between this computer and devices.</summary>
public abstract class PairingCmdlet : DeviceCmdlet
{
    /// <summary>The pairings of the service that knows a device.</summary>
    private protected DevicePairing Pairing(DeviceTarget target) => new(target.Endpoint, Options);

    /// <summary>What a device tells now.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceDisconnected"/>: it is gone.</exception>
    private protected async Task<DiscoveredDevice> LookAsync(DeviceTarget target, CancellationToken stop) =>
        (await DeviceDirectory.ListAsync([target.Endpoint], Options, stop))
            .FirstOrDefault(device => Engine.Usbmux.Udid.Equals(device.Udid, target.Udid))
        ?? throw new EngineException(ErrorKind.DeviceDisconnected, "The device is not connected any more.")
        {
            Target = target.Udid,
        };

    private protected static IosDevicePairing Describe(DeviceTarget target, PairRecord record) => new()
    {
        Udid = target.Udid,
        DeviceName = target.Name,
        Created = record.CreatedAt?.ToUniversalTime(),
        HasEscrowBag = record.HasEscrowBag,
        HostId = record.HostId,
        Endpoint = target.Endpoint.ToString(),
    };

    private protected static EngineException NotPaired(DeviceTarget target) =>
        new(ErrorKind.PairingRequired, "This computer has no pair record for the device.") { Target = target.Udid };
}
