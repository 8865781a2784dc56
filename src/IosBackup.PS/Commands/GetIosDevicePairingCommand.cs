using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Lockdown;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosDevicePairing")]
[OutputType(typeof(IosDevicePairing))]
public sealed class GetIosDevicePairingCommand : PairingCmdlet
{
    private protected override bool RequiresConnection => false;

    private protected override bool MeansAll => true;

    private protected override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        if (await Pairing(target).FindRecordAsync(target.Udid, stop) is PairRecord record)
        {
            Emit(Describe(target, record));
        }
    }
}
