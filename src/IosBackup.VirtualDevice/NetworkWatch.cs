using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace IosBackup.VirtualDevice;

/// <summary>
/// A phone leaves the network when nobody answers its heartbeats: after two missed intervals every network connection
/// ends.
/// </summary>
internal sealed class NetworkWatch : IDisposable
{
    private const int MissedIntervals = 2;

    private readonly object _lock = new();
    private readonly HashSet<Stream> _connections = [];
    private readonly TimeSpan _patience;
    private readonly Timer _timer;

    public NetworkWatch(TimeSpan interval)
    {
        _patience = TimeSpan.FromTicks(interval.Ticks * MissedIntervals);
        _timer = new Timer(_ => Drop(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Keeps a connection until it is disposed of or the network is dropped.</summary>
    public IDisposable Watch(Stream connection)
    {
        lock (_lock)
        {
            _connections.Add(connection);
            if (_connections.Count == 1)
            {
                HeartbeatAnswered();
            }
        }

        return new Releaser(() => Release(connection));
    }

    public void HeartbeatAnswered() => _timer.Change(_patience, Timeout.InfiniteTimeSpan);

    public void Drop()
    {
        Stream[] doomed;
        lock (_lock)
        {
            doomed = [.. _connections];
        }

        foreach (Stream connection in doomed)
        {
            connection.Dispose();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Release(Stream connection)
    {
        lock (_lock)
        {
            _connections.Remove(connection);
            if (_connections.Count == 0)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }
}
