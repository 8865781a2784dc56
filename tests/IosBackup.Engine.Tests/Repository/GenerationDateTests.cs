using System;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>Which generation is the newest must not hang on a phone whose clock is wrong.</summary>
public sealed class GenerationDateTests
{
    private const string Committed = "20261129-120000";

    [Theory]
    [InlineData("2026-11-29T11:58:00Z", false, "2026-11-29T11:58:00Z")]
    [InlineData("2026-11-29T14:00:00Z", false, "2026-11-29T14:00:00Z")]
    [InlineData("2036-01-01T00:00:00Z", false, "2026-11-29T12:00:00Z")]
    [InlineData("1970-01-02T00:00:00Z", false, "2026-11-29T12:00:00Z")]
    [InlineData("2020-05-05T00:00:00Z", true, "2020-05-05T00:00:00Z")]
    [InlineData(null, false, "2026-11-29T12:00:00Z")]
    public void A_phone_is_believed_unless_its_clock_is_days_off(string? told, bool isAdopted, string expected)
    {
        BackupStatus? status = told is null
            ? null
            : BackupStatus.Parse(PropertyList.ToXml(new PlistDictionary { ["Date"] = Moment(told) }));
        GenerationRecord record = new() { Stamp = Committed, IsAdopted = isAdopted };

        Generation generation = new("folder", "udid", null, false, status, record);

        Assert.Equal(Moment(expected), generation.Date);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, null);
}
