using System;
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
}
