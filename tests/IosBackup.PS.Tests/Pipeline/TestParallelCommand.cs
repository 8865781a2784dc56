using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Pipeline;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>
/// Works on several names at once; the name "bad" fails, "endless" never ends by itself, and "last" not before three
/// are worked on.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "Parallel")]
public sealed class TestParallelCommand : ParallelCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Probe Probe { get; set; } = null!;

    [Parameter(ValueFromPipeline = true, Mandatory = true)]
    public string Name { get; set; } = "";

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        string name = Name;
        return StartItemAsync(name, name, (progress, token) => WorkAsync(name, progress, token), stop);
    }

    private async Task WorkAsync(string name, ItemProgress progress, CancellationToken stop)
    {
        Probe.Enter();
        try
        {
            progress.Report(new ProgressState($"{name} begins", 0, 2));
            progress.Enter("First").Report(new ProgressState("one"));
            progress.Enter("Second").Report(new ProgressState("two"));
            while (name == "last" && Probe.Running < 3)
            {
                await Task.Delay(1, stop);
            }

            await Task.Delay(name == "endless" ? Timeout.Infinite : 5, stop);
            Emit(name == "bad" ? throw new EngineException(ErrorKind.DeviceLocked, "made by a test") : name);
        }
        finally
        {
            Probe.Leave();
        }
    }
}
