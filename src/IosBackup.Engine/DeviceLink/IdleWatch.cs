using System;
using System.Diagnostics;
using System.Threading;

namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// Watches for silence of a device that it is the turn of. Silence of minutes is normal (the passcode, the scan of the
/// phone), so it is reported while it lasts and only ends the run beyond a limit that the caller may change at any
/// time. While the host itself works, or nobody talks, there is nothing to watch.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _expired = new();
    private readonly Action<TimeSpan> _silent;
    private readonly Func<TimeSpan> _clock;
    private readonly Timer _timer;
    private long _lastActivity;
    private long _limitTicks;
    private volatile bool _activityCounts = true;
    private int _waits;

    /// <summary>Makes a watch that waits for the first conversation.</summary>
    /// <param name="limit">Longest silence.</param>
    /// <param name="silent">Told about once a second how long the silence has lasted.</param>
    /// <param name="clock">A steady clock; that of the machine when null.</param>
    public IdleWatch(TimeSpan limit, Action<TimeSpan> silent, Func<TimeSpan>? clock = null)
    {
        _silent = silent;
        _clock = clock ?? ReadClock;
        AllowSilence(limit);
        _timer = new Timer(_ => Look(), null, s_period, s_period);
    }

    /// <summary>Longest silence, or longest wait.</summary>
    public TimeSpan Limit
    {
        get => new(Volatile.Read(ref _limitTicks));
        private set => Volatile.Write(ref _limitTicks, value.Ticks);
    }

    /// <summary>Cancelled when the silence has lasted too long.</summary>
    public CancellationToken Expired => _expired.Token;

    /// <summary>From now on silence may last so long.</summary>
    public void AllowSilence(TimeSpan limit)
    {
        Limit = limit;
        _activityCounts = true;
        Touch();
    }

    /// <summary>From now on there is so much time until silence is allowed again, whatever traffic there is.</summary>
    public void AllowWait(TimeSpan limit)
    {
        Touch();
        _activityCounts = false;
        Limit = limit;
    }

    /// <summary>Something arrived or was sent.</summary>
    public void Touch()
    {
        if (_activityCounts)
        {
            Volatile.Write(ref _lastActivity, _clock().Ticks);
        }
    }

    /// <summary>A conversation begins, in which it is the device's turn; until what is returned is disposed.</summary>
    public IDisposable Converse() => new Turn(this, 1);

    /// <summary>Within a conversation the host does its own work, until what is returned is disposed.</summary>
    public IDisposable Pause() => new Turn(this, -1);

    public void Dispose()
    {
        _timer.Dispose();
        _expired.Dispose();
    }

    /// <summary>Looks how long the silence has lasted, as happens by itself once a second.</summary>
    internal void Look()
    {
        if (Volatile.Read(ref _waits) <= 0)
        {
            return;
        }

        TimeSpan silence = _clock() - new TimeSpan(Volatile.Read(ref _lastActivity));
        if (silence < s_period)
        {
            return;
        }

        _silent(silence);
        try
        {
            if (silence > Limit)
            {
                _expired.Cancel();
            }
        }
        catch (ObjectDisposedException)
        {
            // A last tick may meet the watch while it is put away.
        }
    }

    private static TimeSpan ReadClock() =>
        TimeSpan.FromSeconds(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency);

    /// <summary>Silence counts from the moment on at which the turn changes.</summary>
    private sealed class Turn : IDisposable
    {
        private readonly IdleWatch _watch;
        private readonly int _change;

        public Turn(IdleWatch watch, int change)
        {
            _watch = watch;
            _change = change;
            watch.Touch();
            Interlocked.Add(ref watch._waits, change);
        }

        public void Dispose()
        {
            _watch.Touch();
            Interlocked.Add(ref _watch._waits, -_change);
        }
    }
}
