using System;
using System.Threading;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// The threads that write files. What waits for them is bounded; an error that they do not take for one file's own ends
/// them all.
/// </summary>
internal sealed class ExtractionWorkers : IDisposable
{
    private const int MostWaiting = 256;

    private readonly BlockingQueue<ExtractionJob> _jobs = new(MostWaiting);
    private readonly CancellationTokenRegistration _closing;
    private readonly CancellationTokenSource _stop;
    private readonly Action<ExtractionJob, CancellationToken> _work;
    private readonly Thread[] _threads;
    private readonly object _gate = new();
    private int _waiting;
    private Exception? _failure;

    /// <param name="count">Number of threads.</param>
    /// <param name="work">Writes one file; what it throws ends the extraction.</param>
    /// <param name="stop">Stops at once.</param>
    public ExtractionWorkers(int count, Action<ExtractionJob, CancellationToken> work, CancellationToken stop)
    {
        _work = work;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(stop);
        _closing = _stop.Token.Register(Close);
        _threads = new Thread[count];
        for (int i = 0; i < count; i++)
        {
            _threads[i] = new Thread(Run) { IsBackground = true, Name = "IosBackup extraction" };
            _threads[i].Start();
        }
    }

    /// <summary>Hands a job over; waits while too many are waiting.</summary>
    public void Add(ExtractionJob job)
    {
        Interlocked.Increment(ref _waiting);
        Check(() =>
        {
            if (!_jobs.TryAdd(job))
            {
                _stop.Token.ThrowIfCancellationRequested();
            }
        });
    }

    /// <summary>Waits until every job is done.</summary>
    public void Drain() => Check(() =>
    {
        lock (_gate)
        {
            while (Volatile.Read(ref _waiting) > 0 && !_stop.IsCancellationRequested)
            {
                Monitor.Wait(_gate);
            }
        }

        _stop.Token.ThrowIfCancellationRequested();
    });

    /// <summary>Stops the threads; what waits is dropped.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }

        _closing.Dispose();
        _stop.Dispose();
    }

    private void Check(Action action)
    {
        try
        {
            action();
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _failure) is Exception failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(failure).Throw();
        }
    }

    private void Run()
    {
        try
        {
            while (!_stop.IsCancellationRequested && _jobs.TryTake(out ExtractionJob job))
            {
                _work(job, _stop.Token);
                if (Interlocked.Decrement(ref _waiting) == 0)
                {
                    lock (_gate)
                    {
                        Monitor.PulseAll(_gate);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Somebody else knows why.
        }
        catch (Exception e)
        {
            Interlocked.CompareExchange(ref _failure, e, null);
            _stop.Cancel();
        }
    }

    private void Close()
    {
        _jobs.Close();
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }
}
