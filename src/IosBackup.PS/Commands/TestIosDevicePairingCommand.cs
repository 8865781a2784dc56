using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Errors;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsDiagnostic.Test, "IosDevicePairing")]
[OutputType(typeof(IosDevicePairing), typeof(bool))]
public sealed class TestIosDevicePairingCommand : PairingCmdlet
{
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override bool MeansAll => true;

    private protected override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        PairRecord? record = await Pairing(target).FindRecordAsync(target.Udid, stop);
        DiscoveredDevice device = await LookAsync(target, stop);
        bool valid = device.PairingState == PairingState.Paired;
        if (Quiet)
        {
            Emit(valid);
            return;
        }

        DeviceTarget named = target with { Name = device.Info.Name ?? target.Name };
        EngineException? error = valid ? null : device.Error ?? NotPaired(target);
        IosDevicePairing pairing = record is null
            ? new IosDevicePairing { Udid = target.Udid, Endpoint = target.Endpoint.ToString() }
            : Describe(named, record);
        Emit(pairing with
        {
            DeviceName = named.Name,
            IsValid = valid,
            ProblemId = error?.Kind.ToString(),
            Problem = error is null ? null : ErrorCatalog.ToRecord(error, target.Udid).ErrorDetails.Message,
        });
    }
}
