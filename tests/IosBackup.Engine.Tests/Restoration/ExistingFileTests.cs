using System;
using IosBackup.Engine.Files;
using IosBackup.Engine.Restoration;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

/// <summary>What tells a file that is there already from another.</summary>
public sealed class ExistingFileTests
{
    private static readonly DateTime s_now = new(2026, 11, 29, 14, 34, 6, DateTimeKind.Utc);

    [Theory]
    [InlineData(0)]
    [InlineData(-1.9)]
    [InlineData(-59)]
    [InlineData(59)]
    public void A_damaged_file_never_has_the_time_of_the_good_one(double seconds)
    {
        FileStamp good = Good(s_now.AddSeconds(seconds));

        FileStamp damaged = ExistingFile.StampOfDamaged(good, s_now);

        Assert.True((damaged.Modified - good.Modified).Duration() > TimeSpan.FromSeconds(10));
        Assert.Equal(good.Permissions, damaged.Permissions);
    }

    [Theory]
    [InlineData(-1000)]
    [InlineData(61)]
    public void A_damaged_file_has_the_time_of_writing(double days) =>
        Assert.Equal(s_now, ExistingFile.StampOfDamaged(Good(s_now.AddDays(days)), s_now).Modified);

    private static FileStamp Good(DateTime modified) => new(0b110_100_100, modified, modified);
}
