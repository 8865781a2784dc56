using System;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class CalendarTimesTests
{
    private static readonly TimeSpan s_two = TimeSpan.FromHours(2);

    [Theory]
    [InlineData("2026-11-29 01:59", "2026-11-29 02:00")]
    [InlineData("2026-11-29 02:00", "2026-11-29 14:30")]
    [InlineData("2026-11-29 15:00", "2026-11-30 02:00")]
    [InlineData("2026-12-31 23:00", "2027-01-01 02:00")]
    public void The_next_run_is_the_nearest_that_is_still_to_come(string now, string expected) => Assert.Equal(
        At(expected), CalendarTimes.Next(Schedules.With(at: [new TimeSpan(14, 30, 0), s_two]), At(now)));

    [Theory]
    [InlineData("2026-11-29 15:00", "2026-11-30 02:00")]
    [InlineData("2026-11-30 02:00", "2026-12-07 02:00")]
    public void Other_days_are_passed_over(string now, string expected) => Assert.Equal(
        At(expected), CalendarTimes.Next(Schedules.With(at: [s_two], days: [DayOfWeek.Monday]), At(now)));

    [Fact]
    public void A_time_that_the_clock_leaps_over_is_an_hour_later()
    {
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

        Assert.Equal(
            new DateTimeOffset(2027, 3, 28, 1, 30, 0, TimeSpan.Zero),
            CalendarTimes.ToPoint(At("2027-03-28 02:30"), zone));
        Assert.Equal(
            new DateTimeOffset(2026, 11, 29, 1, 0, 0, TimeSpan.Zero),
            CalendarTimes.ToPoint(At("2026-11-29 02:00"), zone));
    }

    private static DateTime At(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
