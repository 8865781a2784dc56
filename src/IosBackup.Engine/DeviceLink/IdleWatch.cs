using System;
using System.Diagnostics;
using System.Threading;

namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// Watches for silence on the wire. Silence of minutes is normal (the passcode, the scan of the phone), so it is
/// reported while it lasts and only ends the run beyond a limit that the caller may change at any time.
/// </summary>
internal sealed class IdleWatch : IDisposable
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _expired = new();
    private readonly Action<TimeSpan> _silent;
    private readonly Timer _timer;
    private long _lastActivity = Stopwatch.GetTimestamp();
    private long _limitTicks;
    private volatile bool _activityCounts = true;

    /// <summary>Starts watching.</summary>
    /// <param name="limit">Longest silence.</param>
    /// <param name="silent">Told about once a second how long the silence has lasted.</param>
    public IdleWatch(TimeSpan limit, Action<TimeSpan> silent)
    {
        _silent = silent;
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
            Volatile.Write(ref _lastActivity, Stopwatch.GetTimestamp());
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        _expired.Dispose();
    }

    private void Look()
    {
        double seconds = (Stopwatch.GetTimestamp() - Volatile.Read(ref _lastActivity)) / (double)Stopwatch.Frequency;
        TimeSpan silence = TimeSpan.FromSeconds(seconds);
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
}
