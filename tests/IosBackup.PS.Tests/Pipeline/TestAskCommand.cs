using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Pipeline;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>Asks ShouldProcess from its work and emits the answer.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Ask", SupportsShouldProcess = true)]
public sealed class TestAskCommand : EngineCmdlet
{
    [Parameter(ValueFromPipeline = true)]
    public string Target { get; set; } = "thing";

    private protected override async Task ProcessRecordAsync(CancellationToken stop) =>
        Emit(await AskAsync(() => ShouldProcess(Target)));
}
