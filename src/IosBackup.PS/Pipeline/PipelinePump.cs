using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Pipeline;

/// <summary>
/// Lets asynchronous work on the thread pool use a cmdlet that may be touched by its pipeline thread only. Workers post
/// actions, the pipeline thread runs them in order. The queue is short, so a slow pipeline slows the workers down.
/// Whatever ends the pipeline early, the workers have unwound before the pump returns.
/// </summary>
internal sealed class PipelinePump : IDisposable
{
    private const int QueueLength = 64;
    private const int TickMilliseconds = 200;

    private readonly BlockingCollection<Action> _queue = new(QueueLength);
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _workers = [];
    private readonly Action _tick;
    private int _pipelineThread;

    /// <summary>Makes a pump.</summary>
    /// <param name="tick">Called by the pump after each action, and at least five times a second.</param>
    public PipelinePump(Action tick) => _tick = tick;

    /// <summary>Cancelled when the pipeline is stopped, or ends before the work does.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Asks the workers to stop. May be called on any thread.</summary>
    public void Cancel() => _stop.Cancel();

    /// <summary>
    /// Runs an action on the pipeline thread, later; waits while the queue is full.
    /// </summary>
    /// <exception cref="OperationCanceledException">The pipeline takes nothing more.</exception>
    public void Post(Action action)
    {
        if (Environment.CurrentManagedThreadId == _pipelineThread)
        {
            // Waiting for ourselves to make room would be for ever.
            action();
            return;
        }

        _queue.Add(action, Stop);
    }

    /// <summary>Runs a question (ShouldProcess, a prompt) on the pipeline thread and brings the answer back.</summary>
    public async Task<T> AskAsync<T>(Func<T> question)
    {
        TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration release = Stop.Register(() => answer.TrySetCanceled(Stop));
        Post(() =>
        {
            try
            {
                answer.TrySetResult(question());
            }
            catch
            {
                answer.TrySetCanceled(Stop);
                throw;
            }
        });
        return await answer.Task;
    }

    /// <summary>Starts work on the thread pool. It ends with the pump at the latest.</summary>
    public Task Start(Func<CancellationToken, Task> work)
    {
        Task worker = Task.Run(() => work(Stop), Stop);
        lock (_workers)
        {
            _workers.Add(worker);
        }

        worker.ContinueWith(Finished, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return worker;
    }

    /// <summary>
    /// Runs what workers post until this one has ended and its last post has run. What the worker threw stays in the
    /// task; what an action threw (the pipeline stopping, for one) comes out once every worker has unwound.
    /// </summary>
    public void RunUntilEndOf(Task worker)
    {
        _pipelineThread = Environment.CurrentManagedThreadId;
        try
        {
            while (!worker.IsCompleted)
            {
                RunNext(TickMilliseconds);
            }

            for (int left = _queue.Count; left > 0; left--)
            {
                RunNext(0);
            }
        }
        catch
        {
            Unwind();
            throw;
        }
        finally
        {
            _pipelineThread = 0;
        }
    }

    /// <summary>Ends what still runs. The pump takes nothing more afterwards.</summary>
    public void Dispose() => Unwind();

    private void RunNext(int milliseconds)
    {
        // No token here: what was posted before a stop still runs, and a stopping pipeline says so by throwing.
        if (_queue.TryTake(out Action? action, milliseconds))
        {
            action();
        }

        _tick();
    }

    private void Finished(Task worker)
    {
        lock (_workers)
        {
            _workers.Remove(worker);
        }

        if (!_stop.IsCancellationRequested)
        {
            // Wakes the pipeline thread. When there is no room it is awake anyway.
            _queue.TryAdd(static () => { });
        }
    }

    private void Unwind()
    {
        _stop.Cancel();
        Task[] left;
        lock (_workers)
        {
            left = [.. _workers];
        }

        try
        {
            Task.WaitAll(left);
        }
        catch (AggregateException errors) when (errors.InnerExceptions.Count > 0)
        {
            // The pipeline that would have shown these has ended.
        }
    }
}
