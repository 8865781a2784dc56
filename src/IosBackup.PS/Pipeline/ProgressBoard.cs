using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace IosBackup.Pipeline;

/// <summary>
/// The activities that a cmdlet shows. Hosts redraw five times a second at best, and Windows PowerShell is slow at it,
/// so that is how often the board writes, however often work reports.
/// </summary>
internal sealed class ProgressBoard
{
    private const int FlushEvery = 200;
    private const int NoParent = -1;

    private readonly List<ProgressLine> _lines = [];
    private readonly Action<ProgressRecord> _write;
    private readonly Func<long> _clock;
    private int _lastId;
    private long _nextFlush = long.MinValue;

    /// <summary>Makes an empty board.</summary>
    /// <param name="write">Shows a record; called on the pipeline thread only.</param>
    /// <param name="clock">Milliseconds of a steady clock.</param>
    public ProgressBoard(Action<ProgressRecord> write, Func<long> clock)
    {
        _write = write;
        _clock = clock;
    }

    /// <summary>Adds an activity, below another one if given. May be called on any thread.</summary>
    public ProgressLine Add(string activity, ProgressLine? parent = null)
    {
        lock (_lines)
        {
            ProgressLine line = new(activity, ++_lastId, parent?.Id ?? NoParent);
            _lines.Add(line);
            return line;
        }
    }

    /// <summary>Writes what changed, unless that has just been done. Pipeline thread only.</summary>
    public void Flush()
    {
        long now = _clock();
        if (now >= _nextFlush)
        {
            _nextFlush = now + FlushEvery;
            Write(now, all: false);
        }
    }

    /// <summary>Writes the last state of every activity and takes them off the display. Pipeline thread only.</summary>
    public void Clear() => Write(_clock(), all: true);

    private void Write(long now, bool all)
    {
        ProgressLine[] lines;
        lock (_lines)
        {
            lines = [.. _lines];
        }

        foreach (ProgressLine line in lines)
        {
            bool ended = all || line.Ended;
            WriteIfAny(line.Change(now));
            if (ended)
            {
                lock (_lines)
                {
                    _lines.Remove(line);
                }

                WriteIfAny(line.Completion());
            }
        }
    }

    private void WriteIfAny(ProgressRecord? record)
    {
        if (record is not null)
        {
            _write(record);
        }
    }
}
