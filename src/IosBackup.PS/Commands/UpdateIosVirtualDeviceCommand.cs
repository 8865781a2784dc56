using System.Management.Automation;
using IosBackup.Engine.Errors;
using IosBackup.Errors;
using IosBackup.VirtualDevices;

namespace IosBackup.Commands;

[Cmdlet(VerbsData.Update, "IosVirtualDevice", SupportsShouldProcess = true)]
[OutputType(typeof(IosVirtualDevice))]
public sealed class UpdateIosVirtualDeviceCommand : PSCmdlet
{
    private const long DefaultFileSize = 256 * 1024;

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VirtualUdidCompleter))]
    public string[] Udid { get; set; } = [];

    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int FileCount { get; set; } = 3;

    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long? TotalSize { get; set; }

    protected override void ProcessRecord()
    {
        foreach (string udid in Udid)
        {
            bool any = false;
            foreach (IosVirtualDevice device in VirtualDeviceHost.Find(udid))
            {
                any = true;
                if (ShouldProcess($"{device.Name} ({device.Udid})"))
                {
                    long size = TotalSize ?? FileCount * DefaultFileSize;
                    WriteObject(VirtualDeviceHost.Update(
                        device.Udid, phone => PhoneFilling.WithNewPictures(phone, FileCount, size)));
                }
            }

            if (!any && !WildcardPattern.ContainsWildcardCharacters(udid))
            {
                WriteError(ErrorCatalog.ToRecord(
                    new EngineException(ErrorKind.DeviceNotFound, "No such virtual device runs.") { Target = udid }));
            }
        }
    }
}
