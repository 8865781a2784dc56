using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Calls;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupCall")]
[OutputType(typeof(IosCall))]
public sealed class GetIosBackupCallCommand : RecordCmdlet<IosCall, CallQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Contact { get; set; } = [];

    private protected override RecordReader<IosCall, CallQuery> Reader { get; } = new CallReader();

    private protected override CallQuery CreateQuery() => new() { Contacts = Contact };
}
