using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosDevice")]
[OutputType(typeof(IosDevice))]
public sealed class GetIosDeviceCommand : EngineCmdlet
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Udid { get; set; } = ["*"];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Name { get; set; } = [];

    [Parameter]
    [ValidateSet(ConnectionTypes.Any, ConnectionTypes.Usb, ConnectionTypes.Network)]
    public string ConnectionType { get; set; } = ConnectionTypes.Any;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        DeviceOptions options = new() { ConnectionType = ConnectionTypes.Parse(ConnectionType) };
        List<(DiscoveredDevice Device, Task Description)> asked = [];
        HashSet<string> seen = new(Engine.Usbmux.Udid.Comparer);
        foreach (string udid in Udid)
        {
            try
            {
                foreach (DiscoveredDevice device in await DeviceLocator.FindAsync(udid, Endpoint, options, stop))
                {
                    if (seen.Add(device.Udid))
                    {
                        asked.Add((device, DeviceDirectory.DescribeAsync(device, options, stop)));
                    }
                }
            }
            catch (EngineException error) when (error.Kind != ErrorKind.InvalidArgument)
            {
                Fail(error, udid, DeviceLocator.EndsSearch(error, Endpoint));
            }
        }

        foreach ((DiscoveredDevice device, Task description) in asked)
        {
            await description;
            IosDevice found = DeviceDescription.Of(device, Detailed);
            if (Name.Length == 0 || Name.Any(name => Matches(name, found.Name)))
            {
                Emit(found);
            }
        }
    }

    private static bool Matches(string pattern, string? name) =>
        name is not null && WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(name);
}
