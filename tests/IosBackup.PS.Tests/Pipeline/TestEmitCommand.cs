using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Pipeline;

namespace IosBackup.PS.Tests.Pipeline;

/// <summary>Emits numbers from changing threads; for ever when no count is given.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Emit")]
public sealed class TestEmitCommand : EngineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Probe Probe { get; set; } = null!;

    [Parameter]
    public int Count { get; set; } = int.MaxValue;

    /// <summary>Waits for the end instead of emitting more, once so many are out.</summary>
    [Parameter]
    public int WaitAfter { get; set; } = int.MaxValue;

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        Probe.Enter();
        try
        {
            for (int number = 0; number < Count; number++)
            {
                Emit(number);
                Probe.CountPost();
                if (number + 1 == WaitAfter)
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }

                await Task.Yield();
            }
        }
        finally
        {
            await Task.Delay(50, CancellationToken.None);
            Probe.Leave();
        }
    }
}
