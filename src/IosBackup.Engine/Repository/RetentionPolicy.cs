using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Decides which backups of one device to keep, and changes nothing. Periods are those of the calendar that is given,
/// counted back from the newest backup; a period without a backup does not count.
/// </summary>
public sealed record RetentionPolicy
{
    /// <summary>How many of the last backups to keep.</summary>
    public int Last { get; init; }

    /// <summary>For how many days to keep the last backup of each.</summary>
    public int Daily { get; init; }

    /// <summary>For how many weeks (ISO 8601, from Monday) to keep the last backup of each.</summary>
    public int Weekly { get; init; }

    /// <summary>For how many months to keep the last backup of each.</summary>
    public int Monthly { get; init; }

    /// <summary>For how many years to keep the last backup of each.</summary>
    public int Yearly { get; init; }

    /// <summary>Whether nothing at all is to be kept, which is no policy but a mistake.</summary>
    public bool IsEmpty => Last + Daily + Weekly + Monthly + Yearly == 0;

    /// <summary>The rules that keep each backup, in the order given. The first rule that applies comes first.</summary>
    /// <typeparam name="T">What stands for a backup.</typeparam>
    /// <param name="backups">The backups of one device, in any order.</param>
    /// <param name="date">When a backup was made; its offset says whose days count.</param>
    /// <param name="isGood">Whether a backup is finished and whole. Only good ones use up a rule's number.</param>
    public IReadOnlyList<(T Backup, IReadOnlyList<RetentionRule> Rules)> Apply<T>(
        IEnumerable<T> backups, Func<T, DateTimeOffset> date, Func<T, bool> isGood)
    {
        List<T> all = [.. backups];
        List<List<RetentionRule>> rules = [.. all.Select(static _ => new List<RetentionRule>())];
        int[] newestFirst = [.. Enumerable.Range(0, all.Count)
            .Where(index => isGood(all[index]))
            .OrderByDescending(index => date(all[index]))];
        if (newestFirst.Length > 0)
        {
            rules[newestFirst[0]].Add(RetentionRule.Newest);
        }

        Keep(RetentionRule.Last, Last, static moment => moment.UtcTicks);
        Keep(RetentionRule.Daily, Daily, static moment => moment.Date.Ticks);
        Keep(RetentionRule.Weekly, Weekly, static moment => MondayOf(moment).Ticks);
        Keep(RetentionRule.Monthly, Monthly, static moment => (moment.Year * 12L) + moment.Month);
        Keep(RetentionRule.Yearly, Yearly, static moment => moment.Year);
        return [.. all.Select((backup, index) => (backup, (IReadOnlyList<RetentionRule>)rules[index]))];

        void Keep(RetentionRule rule, int count, Func<DateTimeOffset, long> period)
        {
            HashSet<long> seen = [];
            foreach (int index in newestFirst)
            {
                if (seen.Count < count && seen.Add(period(date(all[index]))))
                {
                    rules[index].Add(rule);
                }
            }
        }
    }

    private static DateTime MondayOf(DateTimeOffset moment)
    {
        int daysSinceMonday = ((int)CultureInfo.InvariantCulture.Calendar.GetDayOfWeek(moment.Date) + 6) % 7;
        return moment.Date.AddDays(-daysSinceMonday);
    }
}
