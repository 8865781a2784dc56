using System;
using System.Collections.Generic;
using System.Diagnostics;
using IosBackup.Engine.MobileBackup;

namespace IosBackup.Benchmarks;

/// <summary>Measures how long a run is in each of its phases.</summary>
internal sealed class PhaseClock : IProgress<BackupProgress>
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly SortedDictionary<BackupPhase, TimeSpan> _times = [];
    private BackupPhase _phase = BackupPhase.Connecting;
    private TimeSpan _since;

    public void Report(BackupProgress value)
    {
        lock (_times)
        {
            Enter(value.Phase);
        }
    }

    /// <summary>Ends the measurement.</summary>
    public IReadOnlyDictionary<BackupPhase, TimeSpan> Stop()
    {
        lock (_times)
        {
            Enter(_phase);
            return _times;
        }
    }

    private void Enter(BackupPhase phase)
    {
        TimeSpan now = _clock.Elapsed;
        _times[_phase] = _times.GetValueOrDefault(_phase) + now - _since;
        (_phase, _since) = (phase, now);
    }
}
