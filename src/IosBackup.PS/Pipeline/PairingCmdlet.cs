using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;

namespace IosBackup.Pipeline;

/// <summary>The base of cmdlets about the trust between this computer and devices.</summary>
public abstract class PairingCmdlet : DeviceCmdlet
{
    /// <summary>The pairings of the service that knows a device.</summary>
    private protected DevicePairing Pairing(DeviceTarget target) => new(target.Endpoint, Options);

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
