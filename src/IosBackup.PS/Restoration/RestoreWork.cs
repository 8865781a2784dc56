using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Restoration;

/// <summary>The work of one parameter set of Restore-IosBackup.</summary>
internal abstract class RestoreWork : IDisposable
{
    /// <summary>The work of one record.</summary>
    public abstract Task ProcessAsync(RestoreInput input, CancellationToken stop);

    /// <summary>The work after the last record.</summary>
    public virtual Task CompleteAsync(CancellationToken stop) => Task.CompletedTask;

    /// <summary>Ends what still runs. May be all there is: a pipeline can end at any time.</summary>
    public abstract void Dispose();
}
