using System;
using System.Linq;
using IosBackup.Status;
using Xunit;

namespace IosBackup.PS.Tests.Status;

/// <summary>How the backups of a device are judged.</summary>
public sealed class DeviceStatusTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    private static readonly IosDevice s_device = new() { Udid = "00008130-000A11110000802E" };

    private static readonly StatusRules s_week = new() { MaxAge = TimeSpan.FromDays(7), Now = s_now };

    [Fact]
    public void The_newest_good_backup_counts()
    {
        IosBackupStatus status = Judge(s_week, Made(9), Made(2) with { Size = 5, IsEncrypted = true }, Made(30));

        Assert.True(status.Passed);
        Assert.Empty(status.Findings);
        Assert.Equal(
            (s_now.AddDays(-2), "/b/2", 3, 5L, true),
            (status.LastBackup, status.Path, status.BackupCount, status.Size, status.IsEncrypted));
    }

    [Theory]
    [InlineData(7, true)]
    [InlineData(7.1, false)]
    [InlineData(-0.5, true)]
    public void It_may_be_as_old_as_is_said(double days, bool passed)
    {
        IosBackupStatus status = Judge(s_week, Made(days));

        Assert.Equal(passed, status.Passed);
        Assert.Equal(passed ? [] : ["BackupTooOld"], status.Findings.Select(static one => one.Id));
    }

    [Fact]
    public void Without_any_there_is_no_backup()
    {
        IosBackupStatus status = Judge(s_week);

        Assert.False(status.Passed);
        Assert.Equal("NoBackup", Assert.Single(status.Findings).Id);
        Assert.Null(status.LastBackup);
    }

    [Theory]
    [InlineData(IosBackupState.Incomplete, null)]
    [InlineData(IosBackupState.Damaged, "bytes are gone")]
    [InlineData(IosBackupState.Finished, "It failed its last test.")]
    public void What_is_not_good_counts_as_none_and_is_told_beside_a_good_one(IosBackupState state, string? problem)
    {
        IosBackup bad = Made(1) with { State = state, Problem = problem };

        Assert.Equal("NoBackup", Assert.Single(Judge(s_week, bad).Findings).Id);

        IosBackupStatus status = Judge(s_week, bad, Made(3));
        Assert.True(status.Passed);
        Assert.Equal(s_now.AddDays(-3), status.LastBackup);
        IosDeviceFinding finding = Assert.Single(status.Findings);
        Assert.Equal(("NewestNotGood", IosDeviceFindingSeverity.Warning), (finding.Id, finding.Severity));
        Assert.Contains(problem ?? state.ToString(), finding.Message, StringComparison.Ordinal);

        Assert.Empty(Judge(s_week, Made(0), bad).Findings);
    }

    [Fact]
    public void Backups_of_chosen_data_count_when_they_are_allowed()
    {
        IosBackup partial = Made(1) with { IsPartial = true };

        IosDeviceFinding finding = Assert.Single(Judge(s_week, partial).Findings);
        Assert.Equal("NoBackup", finding.Id);
        Assert.Contains("-AllowPartial", finding.Message, StringComparison.Ordinal);
        Assert.True(Judge(s_week with { CountsPartial = true }, partial).Passed);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(31.0, false)]
    [InlineData(29.0, true)]
    public void A_test_is_wanted_within_some_time(double? days, bool passed)
    {
        DateTimeOffset? verified = days is { } ago ? s_now.AddDays(-ago) : null;
        StatusRules rules = s_week with { VerifiedWithin = TimeSpan.FromDays(30) };

        IosBackupStatus status = Judge(rules, Made(1), Made(40) with { LastVerified = verified });

        Assert.Equal((passed, verified), (status.Passed, status.LastVerified));
        Assert.Equal(passed ? [] : ["NotVerified"], status.Findings.Select(static one => one.Id));
        Assert.True(Judge(s_week, Made(1)).Passed);
    }

    [Fact]
    public void The_test_of_a_bad_backup_proves_nothing()
    {
        StatusRules rules = s_week with { VerifiedWithin = TimeSpan.FromDays(30) };
        IosBackup bad = Made(2) with { LastVerified = s_now.AddDays(-1), Problem = "It failed its last test." };

        Assert.Equal("NotVerified", Assert.Single(Judge(rules, Made(1), bad).Findings).Id);
    }

    [Fact]
    public void Copies_are_counted()
    {
        StatusRules rules = s_week with { Copies = 2 };

        Assert.Equal("CopiesMissing", Assert.Single(Judge(rules, [Made(1)], [Made(1)]).Findings).Id);
        IosBackupStatus status = Judge(rules, [Made(1)], [Made(1), Made(2)]);
        Assert.Equal((true, 2), (status.Passed, status.CopyCount));
    }

    [Fact]
    public void Encryption_is_wanted_where_it_is_required()
    {
        StatusRules rules = s_week with { RequiresEncryption = true };

        Assert.Equal("NotEncrypted", Assert.Single(Judge(rules, Made(1) with { IsEncrypted = false }).Findings).Id);
        Assert.Equal("NotEncrypted", Assert.Single(Judge(rules, Made(1)).Findings).Id);
        Assert.True(Judge(rules, Made(1) with { IsEncrypted = true }).Passed);
    }

    [Fact]
    public void Files_that_the_device_could_not_read_are_told()
    {
        IosBackupStatus status = Judge(s_week, Made(1) with { FailedFileCount = 1204 });

        Assert.True(status.Passed);
        Assert.Contains("1,204 files", Assert.Single(status.Findings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_come_before_warnings()
    {
        StatusRules rules = s_week with { RequiresEncryption = true, Copies = 1 };

        Assert.Equal(
            ["NotEncrypted", "CopiesMissing", "FilesUnreadable"],
            Judge(rules, Made(1) with { FailedFileCount = 1 }).Findings.Select(static one => one.Id));
    }

    private static IosBackupStatus Judge(StatusRules rules, params IosBackup[] backups) => Judge(rules, backups, []);

    private static IosBackupStatus Judge(StatusRules rules, IosBackup[] backups, IosBackup[] copies) =>
        DeviceStatus.Of(s_device, backups, copies, rules);

    private static IosBackup Made(double daysAgo) => new()
    {
        Udid = s_device.Udid,
        Path = FormattableString.Invariant($"/b/{daysAgo}"),
        State = IosBackupState.Finished,
        Date = s_now.AddDays(-daysAgo),
    };
}
