using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Safari;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupWebHistory")]
[OutputType(typeof(IosWebVisit))]
public sealed class GetIosBackupWebHistoryCommand : RecordCmdlet<IosWebVisit, WebHistoryQuery>
{
    [Parameter]
    public SwitchParameter IncludeRedirect { get; set; }

    private protected override RecordReader<IosWebVisit, WebHistoryQuery> Reader { get; } = new WebHistoryReader();

    private protected override WebHistoryQuery CreateQuery() => new() { IncludeRedirects = IncludeRedirect };
}
