using System;
using System.Management.Automation;
using IosBackup.Parameters;
using Xunit;

namespace IosBackup.PS.Tests.Parameters;

public sealed class TimeOfDayTests
{
    [Theory]
    [InlineData("02:00", 120)]
    [InlineData("2:00", 120)]
    [InlineData("00:00:00", 0)]
    [InlineData("23:59", 1439)]
    [InlineData("2am", 120)]
    [InlineData("2 PM", 840)]
    [InlineData("12:30pm", 750)]
    public void Times_of_day_are_taken_as_people_write_them(string text, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), Transform(text));

    [Fact]
    public void Spans_and_moments_are_taken_too()
    {
        Assert.Equal(TimeSpan.FromHours(2), Transform(TimeSpan.FromHours(2)));
        Assert.Equal(TimeSpan.FromHours(2), Transform(new DateTime(2026, 11, 29, 2, 0, 0)));
        Assert.Equal(
            (object[])[TimeSpan.FromHours(2), TimeSpan.FromHours(14)], Transform((object[])["02:00", "2pm"]));
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("02:00:30")]
    [InlineData("2")]
    [InlineData("noon")]
    [InlineData("")]
    [InlineData(2)]
    public void Everything_else_is_refused(object value) =>
        Assert.Throws<ArgumentTransformationMetadataException>(() => Transform(value));

    private static object? Transform(object value) => new TimeOfDayTransformationAttribute().Transform(null!, value);
}
