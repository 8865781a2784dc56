using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// What <c>schtasks /Query /FO CSV /NH</c> prints: rows of quoted cells, in the language of the user but always in the
/// same order.
/// </summary>
internal static class SchtasksTable
{
    private const int FirstRealYear = 2000;
    private const int NextRunCell = 2;
    private const int LastRunCell = 5;
    private const int ResultCell = 6;
    private const int LastStatusOfScheduler = 0x413FF;
    private const int FirstStatusOfScheduler = 0x41300;

    /// <summary>The rows, each as its cells.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(string output)
    {
        foreach (string line in output.Split('\n'))
        {
            List<string> cells = [];
            StringBuilder? cell = null;
            string text = line.Trim();
            for (int i = 0; i < text.Length; i++)
            {
                if (text[i] != '"')
                {
                    cell?.Append(text[i]);
                }
                else if (cell is null)
                {
                    cell = new StringBuilder();
                }
                else if (i + 1 < text.Length && text[i + 1] == '"')
                {
                    cell.Append(text[++i]);
                }
                else
                {
                    cells.Add(cell.ToString());
                    cell = null;
                }
            }

            if (cells.Count > 0)
            {
                yield return cells;
            }
        }
    }

    /// <summary>The status in a row of <c>/V</c>.</summary>
    /// <param name="cells">The row: host, task, next run, status, logon mode, last run, last result and others.</param>
    /// <param name="culture">The culture in which it gives dates.</param>
    /// <param name="isEnabled">What the task itself says.</param>
    public static ScheduleStatus Status(IReadOnlyList<string> cells, CultureInfo culture, bool isEnabled)
    {
        DateTimeOffset? lastRun = Time(cells, LastRunCell, culture);
        return new ScheduleStatus
        {
            IsEnabled = isEnabled,
            NextRun = Time(cells, NextRunCell, culture),
            LastRun = lastRun,
            LastExitCode = lastRun is null ? null : ExitCode(cells),
        };
    }

    /// <summary>A time; "N/A" is none, and 1999 stands for never.</summary>
    private static DateTimeOffset? Time(IReadOnlyList<string> cells, int index, CultureInfo culture) =>
        index < cells.Count
        && DateTime.TryParse(cells[index], culture, DateTimeStyles.None, out DateTime time)
        && time.Year >= FirstRealYear
            ? CalendarTimes.ToPoint(time, TimeZoneInfo.Local)
            : null;

    /// <summary>The result, unless the scheduler itself has something to say: 0x41301, it is running.</summary>
    private static int? ExitCode(IReadOnlyList<string> cells) =>
        ResultCell < cells.Count
        && int.TryParse(cells[ResultCell], NumberStyles.Integer, CultureInfo.InvariantCulture, out int result)
        && result is < FirstStatusOfScheduler or > LastStatusOfScheduler
            ? result
            : null;
}
