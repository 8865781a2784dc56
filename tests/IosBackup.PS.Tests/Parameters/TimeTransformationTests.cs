using System;
using System.Globalization;
using System.Management.Automation;
using IosBackup.Parameters;
using Xunit;

namespace IosBackup.PS.Tests.Parameters;

public sealed class TimeTransformationTests
{
    [Theory]
    [InlineData((short)5)]
    [InlineData((byte)5)]
    [InlineData(5)]
    [InlineData(5L)]
    [InlineData(5f)]
    [InlineData("5")]
    [InlineData("00:00:05")]
    public void A_number_of_any_type_counts_seconds(object given) =>
        Assert.Equal(TimeSpan.FromSeconds(5), new SecondsTransformationAttribute().Transform(null!, given));

    [Theory]
    [InlineData(0)]
    [InlineData((short)-5)]
    [InlineData("-5")]
    [InlineData("0.5")]
    [InlineData("-1.00:00:00")]
    [InlineData(double.NaN)]
    [InlineData(1e300)]
    public void Less_than_a_second_is_refused(object given) =>
        Assert.Throws<ArgumentTransformationMetadataException>(
            () => new SecondsTransformationAttribute().Transform(null!, given));

    [Fact]
    public void What_is_no_time_is_left_to_PowerShell() =>
        Assert.Equal("soon", new SecondsTransformationAttribute().Transform(null!, "soon"));

    [Theory]
    [InlineData((byte)7)]
    [InlineData(7)]
    [InlineData("7d")]
    [InlineData("1w")]
    public void An_age_counts_days(object given) =>
        Assert.Equal(TimeSpan.FromDays(7), new AgeTransformationAttribute().Transform(null!, given));

    [Fact]
    public void An_age_in_PowerShells_short_numbers_is_refused() =>
        Assert.Throws<ArgumentTransformationMetadataException>(
            () => new AgeTransformationAttribute().Transform(null!, (short)7));

    [Theory]
    [InlineData("th-TH")]
    [InlineData("fa-IR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public void A_day_as_ISO_8601_writes_it_is_that_day_whatever_the_culture_counts(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            Assert.Equal(
                new DateTimeOffset(new DateTime(2025, 10, 1, 0, 0, 0, DateTimeKind.Local)),
                new MomentTransformationAttribute().Transform(null!, "2025-10-01"));
            Assert.Equal(
                new DateTimeOffset(2025, 10, 1, 7, 30, 0, TimeSpan.Zero),
                new MomentTransformationAttribute().Transform(null!, PSObject.AsPSObject("2025-10-01T07:30Z")));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("01.10.2025")]
    [InlineData("2025-13-01")]
    [InlineData("yesterday")]
    [InlineData(5)]
    public void Other_times_are_left_to_PowerShell(object given) =>
        Assert.Equal(given, new MomentTransformationAttribute().Transform(null!, given));
}
