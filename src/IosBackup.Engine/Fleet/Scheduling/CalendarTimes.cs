using System;
using System.Linq;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>When times of day come next, on the clock of this computer.</summary>
internal static class CalendarTimes
{
    private const int DaysToLook = 8;

    /// <summary>The next run after a moment, both in local time.</summary>
    public static DateTime Next(ScheduleDefinition definition, DateTime now) => (
        from ahead in Enumerable.Range(0, DaysToLook)
        let date = now.Date.AddDays(ahead)
        where definition.Days.Contains(date.DayOfWeek)
        from time in definition.Times
        where date + time > now
        select date + time).First();

    /// <summary>A local time as a point in time. One that the clock leaps over is an hour later.</summary>
    public static DateTimeOffset ToPoint(DateTime local, TimeZoneInfo zone)
    {
        DateTime plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        DateTime real = zone.IsInvalidTime(plain) ? plain.AddHours(1) : plain;
        return new DateTimeOffset(real, zone.GetUtcOffset(real)).ToUniversalTime();
    }
}
