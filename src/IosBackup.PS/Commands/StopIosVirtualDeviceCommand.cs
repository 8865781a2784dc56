using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Pipeline;
using IosBackup.VirtualDevices;

namespace IosBackup.Commands;

[Cmdlet(VerbsLifecycle.Stop, "IosVirtualDevice", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class StopIosVirtualDeviceCommand : EngineCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VirtualUdidCompleter))]
    public string[] Udid { get; set; } = [];

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        foreach (string udid in Udid)
        {
            IReadOnlyList<IosVirtualDevice> found = VirtualDeviceHost.Find(udid);
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(udid))
            {
                Fail(new EngineException(ErrorKind.DeviceNotFound, "No such virtual device runs.") { Target = udid });
            }

            foreach (IosVirtualDevice device in found)
            {
                if (await AskAsync(() => ShouldProcess($"{device.Name} ({device.Udid})")))
                {
                    VirtualDeviceHost.Stop(device.Udid);
                }
            }
        }
    }
}
