using System.Management.Automation;
using IosBackup.VirtualDevices;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosVirtualDevice")]
[OutputType(typeof(IosVirtualDevice))]
public sealed class GetIosVirtualDeviceCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VirtualUdidCompleter))]
    public string[] Udid { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        foreach (string udid in Udid)
        {
            WriteObject(VirtualDeviceHost.Find(udid), enumerateCollection: true);
        }
    }
}
