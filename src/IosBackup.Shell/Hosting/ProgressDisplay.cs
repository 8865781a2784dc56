using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading;

namespace IosBackup.Shell.Hosting;

/// <summary>Shows running activities in the last lines of a terminal, the inner ones below the outer ones.</summary>
internal sealed class ProgressDisplay
{
    private const int MostLines = 10;
    private const int BarWidth = 20;
    private const int NarrowestTerminal = 20;

    private readonly TextWriter _terminal;
    private readonly bool _enabled;
    private readonly Func<int> _width;
    private readonly Lock _lock = new();
    private readonly List<(long Source, ProgressRecord Record)> _activities = [];
    private int _drawn;

    /// <summary>Makes an empty display.</summary>
    /// <param name="terminal">Where it is drawn.</param>
    /// <param name="enabled">Whether that is a terminal; nothing is drawn into files.</param>
    /// <param name="width">The terminal's width; the console's when not given.</param>
    public ProgressDisplay(TextWriter terminal, bool enabled, Func<int>? width = null)
    {
        _terminal = terminal;
        _enabled = enabled;
        _width = width ?? (() => new ShellRawInterface().WindowSize.Width);
    }

    /// <summary>Takes a record of Write-Progress.</summary>
    public void Update(long source, ProgressRecord record)
    {
        if (!_enabled)
        {
            return;
        }

        lock (_lock)
        {
            int known = _activities.FindIndex(activity =>
                activity.Source == source && activity.Record.ActivityId == record.ActivityId);
            if (record.RecordType == ProgressRecordType.Completed)
            {
                _activities.RemoveAll(activity => activity.Source == source
                    && (activity.Record.ActivityId == record.ActivityId
                        || activity.Record.ParentActivityId == record.ActivityId));
            }
            else if (known >= 0)
            {
                _activities[known] = (source, record);
            }
            else
            {
                _activities.Add((source, record));
            }

            Erase();
            Draw();
        }
    }

    /// <summary>Makes room for other output. What still runs comes back with its next record.</summary>
    public void Hide()
    {
        lock (_lock)
        {
            Erase();
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            Erase();
            _activities.Clear();
        }
    }

    private void Erase()
    {
        if (_drawn > 0)
        {
            _terminal.Write($"\e[{_drawn}A\r\e[J");
            _drawn = 0;
        }
    }

    private void Draw()
    {
        int width = Math.Max(_width() - 1, NarrowestTerminal);
        foreach ((long source, ProgressRecord root) in _activities.Where(IsRoot))
        {
            DrawLine(root, "", width);
            foreach ((_, ProgressRecord inner) in _activities.Where(activity => activity.Source == source
                && activity.Record.ParentActivityId == root.ActivityId))
            {
                DrawLine(inner, "  ", width);
            }
        }

        _terminal.Flush();
    }

    private bool IsRoot((long Source, ProgressRecord Record) activity) => !_activities.Any(other =>
        other.Source == activity.Source && other.Record.ActivityId == activity.Record.ParentActivityId);

    private void DrawLine(ProgressRecord record, string indent, int width)
    {
        if (_drawn == MostLines)
        {
            return;
        }

        StringBuilder line = new(indent);
        line.Append(record.Activity).Append(": ").Append(record.StatusDescription);
        if (record.PercentComplete >= 0)
        {
            int filled = record.PercentComplete * BarWidth / 100;
            line.Append(" [").Append('#', filled).Append(' ', BarWidth - filled).Append("] ");
            line.Append(record.PercentComplete).Append('%');
        }

        if (record.SecondsRemaining >= 0)
        {
            line.Append(' ').Append(TimeSpan.FromSeconds(record.SecondsRemaining).ToString("c")).Append(" left");
        }

        if (!string.IsNullOrEmpty(record.CurrentOperation))
        {
            line.Append(' ').Append(record.CurrentOperation);
        }

        string text = Printable(line.ToString());
        _terminal.Write(text.Length > width ? text[..width] : text);
        _terminal.Write('\n');
        _drawn++;
    }

    // Names of files come from devices and may hold anything, control sequences too.
    private static string Printable(string text) =>
        string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character));
}
