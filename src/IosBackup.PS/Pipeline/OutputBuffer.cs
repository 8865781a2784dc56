using System;
using System.Collections.Generic;
using System.Threading;

namespace IosBackup.Pipeline;

/// <summary>
/// Carries very many objects from a worker to the pipeline thread. While that is idle each object goes at once; while
/// it is busy they gather, up to a bound, and then go together.
/// </summary>
/// <typeparam name="T">The objects.</typeparam>
/// <param name="post">Runs an action on the pipeline thread, later.</param>
/// <param name="write">Writes an object to the pipeline.</param>
internal sealed class OutputBuffer<T>(Action<Action> post, Action<T> write)
{
    private const int MostGathered = 1024;
    private const int MillisecondsBetweenLooks = 100;

    private readonly object _gate = new();
    private List<T> _gathered = new(MostGathered);
    private List<T> _written = new(MostGathered);
    private bool _isPosted;

    /// <summary>Hands an object over; waits while too many are on their way.</summary>
    /// <exception cref="OperationCanceledException">The pipeline takes nothing more.</exception>
    public void Add(T item, CancellationToken stop)
    {
        bool first;
        lock (_gate)
        {
            if (_gathered.Count >= MostGathered)
            {
                WaitForRoom(stop);
            }

            _gathered.Add(item);
            first = !_isPosted;
            _isPosted = true;
        }

        if (first)
        {
            post(WriteGathered);
        }
    }

    private void WaitForRoom(CancellationToken stop)
    {
        while (_gathered.Count >= MostGathered)
        {
            stop.ThrowIfCancellationRequested();
            Monitor.Wait(_gate, MillisecondsBetweenLooks);
        }
    }

    private void WriteGathered()
    {
        List<T> items;
        lock (_gate)
        {
            items = _gathered;
            _gathered = _written;
            _written = items;
            _isPosted = false;
            Monitor.PulseAll(_gate);
        }

        try
        {
            foreach (T item in items)
            {
                write(item);
            }
        }
        finally
        {
            items.Clear();
        }
    }
}
