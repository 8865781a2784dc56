using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(
    VerbsCommon.Remove, "IosDevicePairing", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveIosDevicePairingCommand : PairingCmdlet
{
    private protected override bool RequiresConnection => false;

    private protected override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        if (await Pairing(target).FindRecordAsync(target.Udid, stop) is null)
        {
            throw NotPaired(target);
        }

        if (await AskAsync(() => ShouldProcess(target.Display)))
        {
            await Pairing(target).UnpairAsync(target.Udid, stop);
        }
    }
}
