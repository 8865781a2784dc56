using System;
using SQLitePCL;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records;

/// <summary>
/// The ways in which stores write points in time. Zero, NULL and numbers beyond the calendar are no time at all.
/// </summary>
internal static class AppleTime
{
    /// <summary>Numbers above this one are nanoseconds: as seconds they would be in the year 31 million.</summary>
    private const long LeastNanoseconds = 1_000_000_000_000_000;

    /// <summary>
    /// Cocoa seconds above this one are Unix seconds: as Cocoa seconds they would be after 2031, and every Unix time
    /// since 2001 is above it.
    /// </summary>
    private const double CocoaEpochAsUnix = 978_307_200;

    private static readonly DateTimeOffset s_cocoaEpoch = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_unixEpoch = new(1970, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_webKitEpoch = new(1601, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds since 2001.</summary>
    public static DateTimeOffset? FromCocoa(double seconds) =>
        FromTicks(s_cocoaEpoch, seconds * TimeSpan.TicksPerSecond);

    /// <summary>
    /// Seconds or nanoseconds since 2001: stores that were brought along from old phones hold both, so each number
    /// speaks for itself.
    /// </summary>
    public static DateTimeOffset? FromCocoa(long value) => value is >= LeastNanoseconds or <= -LeastNanoseconds
        ? FromTicks(s_cocoaEpoch, value / 100)
        : FromCocoa((double)value);

    /// <summary>Seconds since 2001, or since 1970 where a newer iOS writes them so.</summary>
    public static DateTimeOffset? FromCocoaOrUnix(double seconds) =>
        seconds > CocoaEpochAsUnix ? FromUnix(seconds) : FromCocoa(seconds);

    /// <summary>Seconds since 1970.</summary>
    public static DateTimeOffset? FromUnix(double seconds) => FromTicks(s_unixEpoch, seconds * TimeSpan.TicksPerSecond);

    /// <summary>Microseconds since 1601.</summary>
    public static DateTimeOffset? FromWebKit(long microseconds) =>
        FromTicks(s_webKitEpoch, microseconds * (double)(TimeSpan.TicksPerSecond / 1_000_000));

    /// <summary>The seconds or nanoseconds since 2001 in a column.</summary>
    public static DateTimeOffset? CocoaTime(this SqliteStatement row, int column) =>
        row.Type(column) switch
        {
            raw.SQLITE_NULL => null,
            raw.SQLITE_INTEGER => FromCocoa(row.Integer(column)),
            _ => FromCocoa(row.Real(column)),
        };

    /// <summary>The seconds since 1970 in a column.</summary>
    public static DateTimeOffset? UnixTime(this SqliteStatement row, int column) =>
        row.IsNull(column) ? null : FromUnix(row.Real(column));

    /// <summary>A duration in seconds; none when it is negative, absurd or not there.</summary>
    public static TimeSpan? Duration(this SqliteStatement row, int column)
    {
        const double Longest = 100 * 365.25 * 24 * 3600;
        double seconds = row.Real(column);
        return row.IsNull(column) || !(seconds is >= 0 and <= Longest)
            ? null
            : TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
    }

    /// <summary>Seconds since 2001.</summary>
    public static double ToCocoa(DateTimeOffset time) => (time - s_cocoaEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>Nanoseconds since 2001, within what a column can hold.</summary>
    public static long ToCocoaNanoseconds(DateTimeOffset time)
    {
        const double NanosecondsPerTick = 100;
        double value = (time - s_cocoaEpoch).Ticks * NanosecondsPerTick;
        return value >= long.MaxValue ? long.MaxValue
            : value <= long.MinValue ? long.MinValue
            : (time - s_cocoaEpoch).Ticks * 100;
    }

    /// <summary>Seconds since 1970.</summary>
    public static double ToUnix(DateTimeOffset time) => (time - s_unixEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    private static DateTimeOffset? FromTicks(DateTimeOffset epoch, double ticks) =>
        ticks != 0
        && ticks >= (DateTimeOffset.MinValue - epoch).Ticks
        && ticks < (DateTimeOffset.MaxValue - epoch).Ticks
            ? epoch.AddTicks((long)Math.Round(ticks))
            : null;
}
