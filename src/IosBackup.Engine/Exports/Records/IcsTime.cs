using System;
using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// How the times of an event or reminder are written: whole days as dates, floating ones without a zone, others in the
/// zone they were planned in, so that a series stays at its hour in summer and winter; in UTC where no zone is known.
/// </summary>
internal sealed class IcsTime
{
    // Before it, the time zone database does not claim to be right.
    private const int FirstYear = 1970;
    private const int LastYear = 9990;
    private const string Date = "yyyyMMdd";
    private const string Local = "yyyyMMdd'T'HHmmss";

    private readonly bool _isDate;
    private readonly bool _isFloating;

    private IcsTime(DateTimeOffset? start, string? zone, bool isDate, bool isFloating)
    {
        _isDate = isDate;
        _isFloating = isFloating;
        Zone = !isDate && !isFloating && start is DateTimeOffset time && IsCovered(time) ? Find(zone) : null;
    }

    /// <summary>The zone of the times; null when they are in UTC, floating or days.</summary>
    public DateTimeZone? Zone { get; }

    public static IcsTime Of(IosCalendarEvent item) => new(item.Start, item.TimeZone, item.IsAllDay, item.IsFloating);

    public static IcsTime Of(IosReminder item) => new(item.Due, item.TimeZone, item.IsAllDay, isFloating: false);

    /// <summary>A property whose time is nobody's plan.</summary>
    public static string Utc(string name, DateTimeOffset time) => $"{name}:{Format(time.UtcDateTime, Local)}Z";

    /// <summary>A property with one of the times that were planned.</summary>
    public string Property(string name, DateTimeOffset time)
    {
        if (_isDate)
        {
            return $"{name};VALUE=DATE:{Format(time.UtcDateTime, Date)}";
        }

        if (_isFloating)
        {
            return $"{name}:{Format(time.UtcDateTime, Local)}";
        }

        if (Zone is null || !IsCovered(time))
        {
            return Utc(name, time);
        }

        DateTime local = Instant.FromDateTimeOffset(time).InZone(Zone).ToDateTimeUnspecified();
        return $"{name};TZID={Zone.Id}:{Format(local, Local)}";
    }

    /// <summary>A rule; its end is a date or floating when the start is, and else in UTC.</summary>
    public string Rule(string rule)
    {
        const string Until = "(UNTIL=[0-9]{8})(T[0-9]{6})Z";
        string text = _isDate ? Regex.Replace(rule, Until, "$1", RegexOptions.CultureInvariant)
            : _isFloating ? Regex.Replace(rule, Until, "$1$2", RegexOptions.CultureInvariant)
            : rule;
        return "RRULE:" + ContentLines.OneLine(text);
    }

    private static DateTimeZone? Find(string? zone) =>
        zone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is DateTimeZone known
            && known.Id != DateTimeZone.Utc.Id
            ? known
            : null;

    private static bool IsCovered(DateTimeOffset time) => time.UtcDateTime.Year is >= FirstYear and <= LastYear;

    private static string Format(DateTime time, string format) => time.ToString(format, CultureInfo.InvariantCulture);
}
