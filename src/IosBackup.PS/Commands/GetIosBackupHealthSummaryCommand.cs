using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Health;
using IosBackup.Pipeline;
using IosBackup.Records;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupHealthSummary")]
[OutputType(typeof(IosHealthSummary))]
public sealed class GetIosBackupHealthSummaryCommand : RecordCmdlet<IosHealthSummary, HealthQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HealthTypeCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Type { get; set; }

    private protected override RecordReader<IosHealthSummary, HealthQuery> Reader { get; } = new HealthSummaryReader();

    private protected override HealthQuery CreateQuery() => new() { TypeCodes = HealthTypeNames.ToCodes(Type) };
}
