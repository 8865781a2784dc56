using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Observations;

/// <summary>
/// What a phone saw its clients do. Everything but answers arrives on the phone's own time, so read it when the client
/// has finished.
/// </summary>
public sealed class PhoneObservations
{
    private static readonly TimeSpan s_longestWay = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly List<Observation> _observations = [];
    private readonly List<Violation> _violations = [];

    /// <summary>
    /// The folder in which the host keeps its backups, when tests let the phone look behind the host's back: it then
    /// checks <see cref="ClientRule.InfoPlistFirst"/> and <see cref="ClientRule.TruthfulFreeSpace"/> too.
    /// </summary>
    public string? HostFolder { get; set; }

    /// <summary>Everything noticed so far, in order.</summary>
    public IReadOnlyList<Observation> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _observations];
            }
        }
    }

    /// <summary>
    /// The rules that clients broke. A sync lock that is held and a sync that is not finished count as broken for as
    /// long as they last; what a client said last may still be on its way, and is waited for.
    /// </summary>
    public IReadOnlyList<Violation> Violations
    {
        get
        {
            lock (_lock)
            {
                Await(() => !FindUnfinished().Any());
                return [.. _violations, .. FindUnfinished()];
            }
        }
    }

    /// <summary>The details of all observations of a kind, in order.</summary>
    public IReadOnlyList<string> Of(ObservationKind kind) =>
        [.. All.Where(entry => entry.Kind == kind).Select(static entry => entry.Detail)];

    /// <summary>Whether something of a kind is noticed, now or before what is on its way has arrived.</summary>
    public bool Sees(ObservationKind kind)
    {
        lock (_lock)
        {
            return Await(() => _observations.Exists(entry => entry.Kind == kind));
        }
    }

    /// <summary>Forgets everything noticed so far.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _observations.Clear();
            _violations.Clear();
        }
    }

    internal void Note(ObservationKind kind, string detail)
    {
        lock (_lock)
        {
            _observations.Add(new Observation(kind, detail));
            Monitor.PulseAll(_lock);
        }
    }

    internal void Violate(ClientRule rule, string detail)
    {
        lock (_lock)
        {
            _violations.Add(new Violation(rule, detail));
        }
    }

    /// <summary>Waits, with the lock held, until a condition is met or nothing can be on its way any more.</summary>
    private bool Await(Func<bool> condition)
    {
        Stopwatch clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (s_longestWay - clock.Elapsed is not { Ticks: > 0 } rest)
            {
                return false;
            }

            Monitor.Wait(_lock, rest);
        }

        return true;
    }

    private IEnumerable<Violation> FindUnfinished()
    {
        if (CountOf(ObservationKind.LockTaken) > CountOf(ObservationKind.LockReleased))
        {
            yield return new Violation(ClientRule.LockReleased, "The sync lock is still held.");
        }

        if (CountOf(ObservationKind.NotificationPosted, NotificationNames.SyncDidStart)
            > CountOf(ObservationKind.NotificationPosted, NotificationNames.SyncDidFinish))
        {
            yield return new Violation(ClientRule.SyncDidFinish, "A sync was started and not finished.");
        }
    }

    /// <summary>Counts since the phone started: what a restart ends needs no other end.</summary>
    private int CountOf(ObservationKind kind, string? detail = null)
    {
        int start = _observations.FindLastIndex(static entry => entry.Kind == ObservationKind.Rebooted) + 1;
        return _observations
            .Skip(start)
            .Count(entry => entry.Kind == kind && (detail is null || entry.Detail == detail));
    }
}
