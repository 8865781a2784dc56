using System;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>The clocks that a phone's stores count in, and the wall clock of where its owner lives.</summary>
internal static class PhoneTime
{
    /// <summary>The owner's time zone.</summary>
    public const string ZoneName = "Europe/London";

    private static readonly DateTimeOffset s_cocoaEpoch = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seconds since 2001-01-01T00:00:00Z.</summary>
    public static double Cocoa(DateTimeOffset time) =>
        (time - s_cocoaEpoch).Ticks / (double)TimeSpan.TicksPerSecond;

    /// <summary>Nanoseconds since 2001-01-01T00:00:00Z.</summary>
    public static long CocoaNanoseconds(DateTimeOffset time) => (time - s_cocoaEpoch).Ticks * 100;

    /// <summary>Seconds since 1970-01-01T00:00:00Z.</summary>
    public static long Unix(DateTimeOffset time) => time.ToUnixTimeSeconds();

    /// <summary>
    /// How far London's clocks are ahead of UTC: an hour from the last Sunday of March to that of October.
    /// </summary>
    public static TimeSpan LondonOffset(DateTimeOffset time)
    {
        DateTime utc = time.UtcDateTime;
        return utc >= LastSunday(utc.Year, 3).AddHours(1) && utc < LastSunday(utc.Year, 10).AddHours(1)
            ? TimeSpan.FromHours(1)
            : TimeSpan.Zero;
    }

    /// <summary>A moment with the offset that London's clocks have then.</summary>
    public static DateTimeOffset ToLondon(DateTimeOffset time) => time.ToOffset(LondonOffset(time));

    /// <summary>What London's clocks show, as a moment.</summary>
    public static DateTimeOffset London(int year, int month, int day, int hour = 0, int minute = 0, int second = 0)
    {
        DateTimeOffset asUtc = new(year, month, day, hour, minute, second, TimeSpan.Zero);
        return asUtc - LondonOffset(asUtc);
    }

    private static DateTime LastSunday(int year, int month)
    {
        DateTime last = new(year, month, DateTime.DaysInMonth(year, month), 0, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
