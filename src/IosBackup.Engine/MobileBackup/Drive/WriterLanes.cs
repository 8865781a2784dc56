using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>
/// The writers behind the receive loop: the loop hands bytes over and goes on reading. What waits to be written is
/// bounded, however slow the disk.
/// </summary>
internal sealed class WriterLanes : IDisposable
{
    // Enough to ride out a slow moment of the disk; more would only be cold in the caches when its turn comes.
    private const long MostBytesWaiting = 8L * 1024 * 1024;

    private readonly WriterLane[] _lanes;
    private readonly ConcurrentQueue<IncomingFile> _failed = new();
    private readonly object _gate = new();
    private TaskCompletionSource<bool>? _waiter;
    private long _waiterLimit;
    private long _bytesWaiting;
    private long _jobsWaiting;
    private int _next;

    /// <param name="files">The file system.</param>
    /// <param name="count">Number of writers; several hide the delay of shares and spinning disks.</param>
    /// <param name="stored">Told of each whole file before it takes its place, from the writers' threads.</param>
    public WriterLanes(FileLayer files, int count, Action<StoredBlob> stored)
    {
        _lanes = new WriterLane[count];
        for (int i = 0; i < count; i++)
        {
            _lanes[i] = new WriterLane(files, stored, Done);
        }
    }

    /// <summary>The lane for a new file: the next in turn, or the emptiest when that one is behind.</summary>
    public WriterLane Choose()
    {
        WriterLane chosen = _lanes[_next];
        _next = (_next + 1) % _lanes.Length;
        foreach (WriterLane lane in _lanes)
        {
            chosen = lane.Waiting < chosen.Waiting ? lane : chosen;
        }

        return chosen;
    }

    public void Add(WriterLane lane, WriteJob job)
    {
        Interlocked.Add(ref _bytesWaiting, job.Buffer?.Length ?? 0);
        Interlocked.Increment(ref _jobsWaiting);
        lane.Add(job);
    }

    /// <summary>Completes when few enough bytes wait.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken stop) =>
        Interlocked.Read(ref _bytesWaiting) <= MostBytesWaiting ? default : WaitAsync(MostBytesWaiting / 2, stop);

    /// <summary>Completes when everything is written.</summary>
    public ValueTask DrainAsync(CancellationToken stop) =>
        Interlocked.Read(ref _jobsWaiting) == 0 ? default : WaitAsync(0, stop);

    /// <summary>Takes a file that could not be stored, if there is one.</summary>
    public IncomingFile? TakeFailed() => _failed.TryDequeue(out IncomingFile? file) ? file : null;

    public void Dispose()
    {
        foreach (WriterLane lane in _lanes)
        {
            lane.Dispose();
        }
    }

    private async ValueTask WaitAsync(long limit, CancellationToken stop)
    {
        TaskCompletionSource<bool> waiter = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using CancellationTokenRegistration registration = stop.Register(() => waiter.TrySetCanceled(stop));
        lock (_gate)
        {
            _waiterLimit = limit;
            _waiter = waiter;
        }

        Release();
        await waiter.Task;
    }

    private void Done(WriteJob job)
    {
        if (job.File.Failure is not null && job.End != WriteJobEnd.None)
        {
            _failed.Enqueue(job.File);
        }

        if (job.Buffer is byte[] buffer)
        {
            Interlocked.Add(ref _bytesWaiting, -buffer.Length);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        Interlocked.Decrement(ref _jobsWaiting);
        Release();
    }

    private void Release()
    {
        if (Volatile.Read(ref _waiter) is null)
        {
            return;
        }

        lock (_gate)
        {
            bool room = _waiterLimit == 0
                ? Interlocked.Read(ref _jobsWaiting) == 0
                : Interlocked.Read(ref _bytesWaiting) <= _waiterLimit;
            if (room)
            {
                _waiter?.TrySetResult(true);
                _waiter = null;
            }
        }
    }
}
