using System;
using System.Threading;
using IosBackup.Engine.MobileBackup;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A clock that stands still, but for one leap when a run enters a phase.</summary>
internal sealed class PhaseLeap(BackupPhase phase, TimeSpan leap) : IProgress<BackupProgress>
{
    private long _now;

    public TimeSpan Read() => new(Volatile.Read(ref _now));

    public void Report(BackupProgress value)
    {
        if (value.Phase == phase)
        {
            Volatile.Write(ref _now, leap.Ticks);
        }
    }
}
