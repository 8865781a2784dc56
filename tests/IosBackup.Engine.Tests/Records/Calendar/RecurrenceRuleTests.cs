using System;
using IosBackup.Engine.Records.Calendar;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Calendar;

public sealed class RecurrenceRuleTests
{
    [Theory]
    [InlineData(1, 1, 10, null, "FREQ=DAILY;COUNT=10")]
    [InlineData(2, 2, 0, "D=0TH", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH")]
    [InlineData(2, 1, 0, "D=0MO,0WE,0FR", "FREQ=WEEKLY;BYDAY=MO,WE,FR")]
    [InlineData(3, 1, 0, "D=-1FR", "FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData(3, 1, 0, "D=+1SU", "FREQ=MONTHLY;BYDAY=1SU")]
    [InlineData(3, 1, 0, "M=1,15", "FREQ=MONTHLY;BYMONTHDAY=1,15")]
    [InlineData(4, 1, 0, "O=3;D=+2SA;S=-1", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SA;BYSETPOS=-1")]
    [InlineData(2, 1, 10, "FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=10")]
    [InlineData(4, 1, 0, "D=54SU,0SU;M=32,0;O=13;S=367;Y=366;W=99", "FREQ=YEARLY;BYDAY=SU;BYYEARDAY=366")]
    [InlineData(2, 1, 0, "D=MO\r\nATTENDEE:x;Z=1", "FREQ=WEEKLY")]
    public void Rules_are_written_as_iCalendar_wants_them(
        int frequency, int interval, int count, string? specifier, string rule) =>
        Assert.Equal(rule, RecurrenceRule.Write(frequency, interval, count, null, specifier));

    [Fact]
    public void An_end_is_in_utc() => Assert.Equal(
        "FREQ=DAILY;UNTIL=20251231T225900Z",
        RecurrenceRule.Write(1, 1, 0, new DateTimeOffset(2025, 12, 31, 23, 59, 0, TimeSpan.FromHours(1))));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(long.MinValue)]
    public void A_frequency_that_is_none_gives_no_rule(long frequency) =>
        Assert.Null(RecurrenceRule.Write(frequency, 1, 0, null));
}
