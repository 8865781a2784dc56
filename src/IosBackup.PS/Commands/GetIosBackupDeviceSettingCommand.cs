using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Settings;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupDeviceSetting")]
[OutputType(typeof(IosDeviceSetting))]
public sealed class GetIosBackupDeviceSettingCommand : RecordCmdlet<IosDeviceSetting, DeviceSettingQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Owner { get; set; }

    [Parameter]
    public SwitchParameter IncludeApp { get; set; }

    private protected override RecordReader<IosDeviceSetting, DeviceSettingQuery> Reader { get; } =
        new DeviceSettingReader();

    private protected override DeviceSettingQuery CreateQuery() => new()
    {
        Owners = Owner ?? [],
        IncludeApps = IncludeApp,
    };
}
