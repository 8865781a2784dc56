using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Safari;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupBrowserTab")]
[OutputType(typeof(IosBrowserTab))]
public sealed class GetIosBackupBrowserTabCommand : RecordCmdlet<IosBrowserTab, BrowserTabQuery>
{
    [Parameter]
    public SwitchParameter IncludePrivate { get; set; }

    private protected override RecordReader<IosBrowserTab, BrowserTabQuery> Reader { get; } = new BrowserTabReader();

    private protected override BrowserTabQuery CreateQuery() => new() { IncludePrivate = IncludePrivate };
}
