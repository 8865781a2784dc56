using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Apps;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupApp")]
[OutputType(typeof(IosApp))]
public sealed class GetIosBackupAppCommand : RecordCmdlet<IosApp, AppQuery>
{
    [Parameter]
    public SwitchParameter IncludeSystem { get; set; }

    private protected override RecordReader<IosApp, AppQuery> Reader { get; } = new AppReader();

    private protected override AppQuery CreateQuery() => new() { IncludeSystem = IncludeSystem };
}
