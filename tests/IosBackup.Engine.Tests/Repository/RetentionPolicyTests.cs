using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using IosBackup.Engine.Repository;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

public sealed class RetentionPolicyTests
{
    private static readonly DateTimeOffset s_newest = new(2026, 11, 16, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_nightly_backups_the_last_days_weeks_and_months_are_kept()
    {
        List<DateTimeOffset> nights = [.. Enumerable.Range(0, 120).Select(static night => s_newest.AddDays(-night))];
        RetentionPolicy policy = new() { Daily = 7, Weekly = 4, Monthly = 3 };

        List<DateTimeOffset> kept = Kept(policy, nights);

        // Seven nights, three more Sundays (the newest is a Monday), the last nights of October and September.
        Assert.Equal(
            [
                "11-16", "11-15", "11-14", "11-13", "11-12", "11-11", "11-10", "11-08", "11-01", "10-31", "09-30",
            ],
            kept.Select(static date => date.ToString("MM-dd", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_newest_good_backup_is_kept_whatever_the_policy() =>
        Assert.Equal([s_newest], Kept(new RetentionPolicy(), [s_newest.AddDays(-1), s_newest]));

    [Fact]
    public void Unfinished_backups_use_up_no_number()
    {
        DateTimeOffset unfinished = s_newest.AddDays(1);
        RetentionPolicy policy = new() { Last = 1 };

        IReadOnlyList<(DateTimeOffset Backup, IReadOnlyList<RetentionRule> Rules)> decisions =
            policy.Apply([unfinished, s_newest], static date => date, date => date != unfinished);

        Assert.Empty(decisions[0].Rules);
        Assert.Equal([RetentionRule.Newest, RetentionRule.Last], decisions[1].Rules);
    }

    [Fact]
    public void No_rule_keeps_more_than_it_says_and_less_only_when_there_are_fewer_periods() => Gen
        .Select(Gen.Int[0, 5], Gen.Int[0, 5], Gen.Int[0, 20_000].Array[0, 60])
        .Sample(static (daily, monthly, hours) =>
        {
            List<DateTimeOffset> dates = [.. hours.Distinct().Select(static hour => s_newest.AddHours(-hour))];
            RetentionPolicy policy = new() { Daily = daily, Monthly = monthly };

            IReadOnlyList<(DateTimeOffset Backup, IReadOnlyList<RetentionRule> Rules)> decisions =
                policy.Apply(dates, static date => date, static _ => true);

            int days = dates.Select(static date => date.Date).Distinct().Count();
            int months = dates.Select(static date => (date.Year, date.Month)).Distinct().Count();
            Assert.Equal(Math.Min(daily, days), decisions.Count(static d => d.Rules.Contains(RetentionRule.Daily)));
            Assert.Equal(
                Math.Min(monthly, months), decisions.Count(static d => d.Rules.Contains(RetentionRule.Monthly)));
        });

    private static List<DateTimeOffset> Kept(RetentionPolicy policy, IEnumerable<DateTimeOffset> dates) =>
        [.. policy.Apply(dates, static date => date, static _ => true)
            .Where(static decision => decision.Rules.Count > 0)
            .Select(static decision => decision.Backup)
            .OrderDescending()];
}
