using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using NodaTime;
using NodaTime.TimeZones;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// Describes a time zone since 1970: the yearly changes of the clocks that go on as rules, all others as dates.
/// </summary>
internal static class IcsTimeZone
{
    private const int FirstYear = 1970;

    // Within 28 years every date has been every day of the week.
    private const int RuleYear = 2040;
    private const int RuleYears = 28;

    private static readonly string[] s_days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public static void Write(TextWriter lines, DateTimeZone zone)
    {
        ZoneInterval[] intervals =
        [
            .. zone.GetZoneIntervals(
                Instant.FromUtc(FirstYear, 1, 1, 0, 0), Instant.FromUtc(RuleYear + RuleYears, 1, 1, 0, 0)),
        ];
        List<ZoneChange> changes =
            [.. intervals.Skip(1).Zip(intervals, static (now, before) => ZoneChange.Of(before, now))];
        lines.Line("BEGIN:VTIMEZONE");
        lines.Line("TZID:" + zone.Id);
        WriteChange(lines, ZoneChange.Beginning(FirstYear, intervals[0]), null);
        foreach ((ZoneChange first, string rule) in TakeRules(changes))
        {
            WriteChange(lines, first, "RRULE:" + rule);
        }

        foreach (IGrouping<object, ZoneChange> group in changes.GroupBy(static change => change.Effect))
        {
            string others = string.Join(",", group.Skip(1).Select(static change => Format(change.Time)));
            WriteChange(lines, group.First(), others.Length == 0 ? null : "RDATE:" + others);
        }

        lines.Line("END:VTIMEZONE");
    }

    /// <summary>Takes out the changes that come every year from then on, with the rules they follow.</summary>
    private static List<(ZoneChange First, string Rule)> TakeRules(List<ZoneChange> changes)
    {
        List<(ZoneChange First, string Rule)> rules = [];
        ILookup<object, ZoneChange> late = changes
            .Where(static change => change.Time.Year >= RuleYear)
            .ToLookup(static change => change.Pattern);
        if (late.Any(static group => group.Count() != RuleYears))
        {
            return rules;
        }

        foreach (IGrouping<object, ZoneChange> group in late)
        {
            int earliest = group.Min(static change => change.Time.Day);
            int latest = group.Max(static change => change.Time.Day);
            Dictionary<int, ZoneChange> fitting = changes
                .Where(change => change.Pattern.Equals(group.Key)
                    && change.Time.Day >= earliest && change.Time.Day <= latest)
                .ToDictionary(static change => change.Time.Year);
            int year = RuleYear;
            while (fitting.ContainsKey(year - 1))
            {
                year--;
            }

            rules.Add((fitting[year], Rule(fitting[year], earliest, latest)));
            foreach (ZoneChange change in fitting.Values.Where(change => change.Time.Year >= year))
            {
                changes.Remove(change);
            }
        }

        return rules;
    }

    /// <summary>The rule of a change that comes on one day of the week between two days of a month.</summary>
    private static string Rule(ZoneChange change, int earliest, int latest)
    {
        const int February = 2;
        const int Week = 7;
        string day = s_days[(int)change.Time.DayOfWeek - 1];
        string rule = FormattableString.Invariant($"FREQ=YEARLY;BYMONTH={change.Time.Month};BYDAY=");
        if (change.Time.Month != February && latest == DateTime.DaysInMonth(RuleYear, change.Time.Month))
        {
            return rule + "-1" + day;
        }

        return latest % Week == 0
            ? rule + (latest / Week).ToString(CultureInfo.InvariantCulture) + day
            : rule + day + ";BYMONTHDAY=" + string.Join(",", Enumerable.Range(earliest, latest - earliest + 1));
    }

    private static void WriteChange(TextWriter lines, ZoneChange change, string? repetition)
    {
        string component = change.IsSummerTime ? "DAYLIGHT" : "STANDARD";
        lines.Line("BEGIN:" + component);
        lines.Line("DTSTART:" + Format(change.Time));
        if (repetition is not null)
        {
            lines.Line(repetition);
        }

        lines.Line("TZOFFSETFROM:" + Format(change.Before));
        lines.Line("TZOFFSETTO:" + Format(change.After));
        lines.Text("TZNAME", change.Name);
        lines.Line("END:" + component);
    }

    private static string Format(LocalDateTime time) =>
        time.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    private static string Format(Offset offset) =>
        offset.ToString(offset.Seconds % 60 == 0 ? "+HHmm" : "+HHmmss", CultureInfo.InvariantCulture);
}
