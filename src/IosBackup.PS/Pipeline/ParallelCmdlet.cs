using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Pipeline;

/// <summary>
/// The base of cmdlets that work on several things at once. Records feed it: each starts its work as soon as a place is
/// free, and the last ones are waited for at the end.
/// </summary>
public abstract class ParallelCmdlet : EngineCmdlet
{
    private SemaphoreSlim? _places;

    /// <summary>How many things are worked on at once.</summary>
    [Parameter]
    [ValidateRange(1, 64)]
    public int ThrottleLimit { get; set; } = 4;

    protected override void BeginProcessing() => _places = new SemaphoreSlim(ThrottleLimit);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _places?.Dispose();
        }
    }

    /// <summary>
    /// Starts work on one thing, as soon as there is a place for it; returns once it has started. An error of the work
    /// is written for its target and leaves the other things alone.
    /// </summary>
    /// <param name="name">What the progress display calls it.</param>
    /// <param name="target">What errors name: a UDID or a path.</param>
    /// <param name="work">The work, with its own place in the progress display.</param>
    /// <param name="stop">The token of the record.</param>
    private protected async Task StartItemAsync(
        string name, string target, Func<ItemProgress, CancellationToken, Task> work, CancellationToken stop)
    {
        await Places.WaitAsync(stop);
        StartBeside(token => RunItemAsync(name, target, work, token));
    }

    private protected override async Task EndProcessingAsync(CancellationToken stop)
    {
        for (int place = 0; place < ThrottleLimit; place++)
        {
            await Places.WaitAsync(stop);
        }
    }

    private SemaphoreSlim Places => _places ?? throw new InvalidOperationException("Processing has not begun.");

    private async Task RunItemAsync(
        string name, string target, Func<ItemProgress, CancellationToken, Task> work, CancellationToken stop)
    {
        try
        {
            ProgressLine parent = AddProgress(name);
            using ItemProgress progress = new(parent, phase => AddProgress(phase, parent));
            await work(progress, stop);
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            Fail(error, target);
        }
        finally
        {
            Places.Release();
        }
    }
}
