using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace IosBackup.Engine.Records.Calendar;

/// <summary>Writes how something repeats as a rule of iCalendar (RFC 5545, section 3.3.10).</summary>
internal static class RecurrenceRule
{
    private const int LongestSpecifier = 4096;
    private const int MostItems = 400;

    private static readonly string[] s_frequencies = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];
    private static readonly string[] s_weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private static readonly Dictionary<string, (string Name, string Pattern)> s_parts = new(StringComparer.Ordinal)
    {
        ["D"] = ("BYDAY", "^([+-]?(0{1,2}|0?[1-9]|[1-4][0-9]|5[0-3]))?(SU|MO|TU|WE|TH|FR|SA)$"),
        ["M"] = ("BYMONTHDAY", "^[+-]?(0?[1-9]|[12][0-9]|3[01])$"),
        ["O"] = ("BYMONTH", "^(0?[1-9]|1[0-2])$"),
        ["S"] = ("BYSETPOS", "^[+-]?([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])$"),
        ["Y"] = ("BYYEARDAY", "^[+-]?([1-9][0-9]?|[12][0-9]{2}|3[0-5][0-9]|36[0-6])$"),
        ["W"] = ("BYWEEKNO", "^[+-]?(0?[1-9]|[1-4][0-9]|5[0-3])$"),
    };

    /// <summary>The rule; null when the frequency is none.</summary>
    /// <param name="frequency">1 each day, 2 week, 3 month, 4 year.</param>
    /// <param name="interval">Every how many of those.</param>
    /// <param name="count">How many times; none when not above zero.</param>
    /// <param name="until">Until when.</param>
    /// <param name="specifier">Which days, in the calendar store's short form: <c>D=+1SU,0TU;O=3</c>.</param>
    /// <param name="weekStart">The first day of the week, 1 is Sunday; 0 when it is not said.</param>
    public static string? Write(
        long frequency, long interval, long count, DateTimeOffset? until, string? specifier = null, long weekStart = 0)
    {
        if (frequency < 1 || frequency > s_frequencies.Length)
        {
            return null;
        }

        List<string> parts = ["FREQ=" + s_frequencies[frequency - 1]];
        if (interval is > 1 and < 10_000)
        {
            parts.Add(FormattableString.Invariant($"INTERVAL={interval}"));
        }

        if (count is > 0 and < 1_000_000)
        {
            parts.Add(FormattableString.Invariant($"COUNT={count}"));
        }
        else if (until is DateTimeOffset end)
        {
            parts.Add("UNTIL=" + end.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        }

        if (specifier is { Length: > 0 and <= LongestSpecifier })
        {
            parts.AddRange(specifier.Split(';').Select(ToPart).OfType<string>());
        }

        if (weekStart is >= 1 and <= 7)
        {
            parts.Add("WKST=" + s_weekdays[weekStart - 1]);
        }

        return string.Join(";", parts);
    }

    private static string? ToPart(string text)
    {
        int equals = text.IndexOf('=');
        string key = text.Substring(0, Math.Max(equals, 0)).Trim();
        if (!s_parts.TryGetValue(key, out (string Name, string Pattern) part))
        {
            return null;
        }

        List<string> items =
        [
            .. text.Substring(equals + 1).Split(',')
                .Select(static item => item.Trim())
                .Where(item => Regex.IsMatch(item, part.Pattern, RegexOptions.CultureInvariant))
                .Select(static item => Regex.Replace(item, "^[+-]?0+(?=[A-Z])|^\\+", ""))
                .Take(MostItems),
        ];
        return items.Count == 0 ? null : part.Name + "=" + string.Join(",", items);
    }
}
