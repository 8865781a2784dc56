using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Pipeline;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>Fails with the kind of error it is given; emits anything else.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Fail")]
public sealed class TestFailCommand : EngineCmdlet
{
    [Parameter(ValueFromPipeline = true, Mandatory = true)]
    public string Item { get; set; } = "";

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        await Task.Yield();
        if (Enum.TryParse(Item, out ErrorKind kind))
        {
            throw new EngineException(kind, "made by a test") { Target = "device" };
        }

        Emit(Item == "bug" ? throw new InvalidOperationException("a bug") : Item);
    }
}
