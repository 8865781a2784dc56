using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Wifi;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupWifiNetwork")]
[OutputType(typeof(IosWifiNetwork))]
public sealed class GetIosBackupWifiNetworkCommand : RecordCmdlet<IosWifiNetwork, RecordQuery>
{
    private protected override RecordReader<IosWifiNetwork, RecordQuery> Reader { get; } = new WifiNetworkReader();

    private protected override RecordQuery CreateQuery() => new();
}
