using System;
using IosBackup.Engine.Records;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

public sealed class AppleTimeTests
{
    private static readonly DateTimeOffset s_time = new(2025, 11, 14, 18, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Every_way_of_writing_a_time_gives_the_same_time()
    {
        const long CocoaSeconds = 784_837_800;
        Assert.Equal(s_time, AppleTime.FromCocoa((double)CocoaSeconds));
        Assert.Equal(s_time, AppleTime.FromCocoa(CocoaSeconds));
        Assert.Equal(s_time, AppleTime.FromCocoa(CocoaSeconds * 1_000_000_000));
        Assert.Equal(s_time, AppleTime.FromUnix(CocoaSeconds + 978_307_200));
        Assert.Equal(s_time, AppleTime.FromCocoaOrUnix(CocoaSeconds));
        Assert.Equal(s_time, AppleTime.FromCocoaOrUnix(CocoaSeconds + 978_307_200));
        Assert.Equal(s_time, AppleTime.FromWebKit((CocoaSeconds + 978_307_200 + 11_644_473_600) * 1_000_000));
        Assert.Equal(CocoaSeconds, AppleTime.ToCocoa(s_time));
        Assert.Equal(CocoaSeconds * 1_000_000_000, AppleTime.ToCocoaNanoseconds(s_time));
        Assert.Equal(CocoaSeconds + 978_307_200, AppleTime.ToUnix(s_time));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1e12)]
    public void What_no_calendar_holds_is_no_time(double seconds)
    {
        Assert.Null(AppleTime.FromCocoa(seconds));
        Assert.Null(AppleTime.FromUnix(seconds));
    }

    [Fact]
    public void Nanoseconds_reach_as_far_as_their_column()
    {
        Assert.Equal(long.MaxValue, AppleTime.ToCocoaNanoseconds(DateTimeOffset.MaxValue));
        Assert.Equal(long.MinValue, AppleTime.ToCocoaNanoseconds(DateTimeOffset.MinValue));
        Assert.NotNull(AppleTime.FromCocoa(long.MaxValue));
        Assert.NotNull(AppleTime.FromCocoa(long.MinValue));
    }
}
