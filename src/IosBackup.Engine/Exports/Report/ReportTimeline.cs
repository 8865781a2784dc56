using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Counts messages and photos by month.</summary>
internal sealed class ReportTimeline
{
    private const int FirstYear = 1990;
    private const int MostMonths = 180;

    private readonly SortedDictionary<int, (long Messages, long Photos)> _months = [];

    /// <summary>Whether there is anything to show.</summary>
    public bool IsEmpty => _months.Count == 0;

    public void AddMessage(DateTimeOffset? time) => Add(time, 1, 0);

    public void AddPhoto(DateTimeOffset? time) => Add(time, 0, 1);

    /// <summary>All months from the first to the last, the newest ones when there are too many.</summary>
    public IReadOnlyList<ReportMonth> Months()
    {
        if (IsEmpty)
        {
            return [];
        }

        int last = _months.Keys.Last();
        int first = Math.Max(_months.Keys.First(), last - MostMonths + 1);
        List<ReportMonth> months = [];
        for (int month = first; month <= last; month++)
        {
            _months.TryGetValue(month, out (long Messages, long Photos) counts);
            months.Add(new ReportMonth(month / 12, (month % 12) + 1, counts.Messages, counts.Photos));
        }

        return months;
    }

    private void Add(DateTimeOffset? time, int messages, int photos)
    {
        if (time is DateTimeOffset point && point.Year >= FirstYear)
        {
            int month = (point.Year * 12) + point.Month - 1;
            _months.TryGetValue(month, out (long Messages, long Photos) counts);
            _months[month] = (counts.Messages + messages, counts.Photos + photos);
        }
    }
}
