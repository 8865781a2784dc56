using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Health;
using IosBackup.Pipeline;
using IosBackup.Records;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupHealthSample")]
[OutputType(typeof(IosHealthSample))]
public sealed class GetIosBackupHealthSampleCommand : RecordCmdlet<IosHealthSample, HealthQuery>
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(HealthTypeCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Type { get; set; }

    private protected override RecordReader<IosHealthSample, HealthQuery> Reader { get; } = new HealthSampleReader();

    private protected override HealthQuery CreateQuery() => new() { TypeCodes = HealthTypeNames.ToCodes(Type) };
}
