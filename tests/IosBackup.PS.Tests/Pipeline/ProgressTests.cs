using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.Pipeline;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Pipeline;

public sealed class ProgressTests
{
    private readonly List<ProgressRecord> _written = [];
    private readonly ProgressBoard _board;
    private long _now;

    public ProgressTests() => _board = new ProgressBoard(_written.Add, () => _now);

    [Fact]
    public void Many_reports_become_one_record_in_200_milliseconds()
    {
        using ProgressLine line = _board.Add("work");
        for (_now = 0; _now < 1000; _now++)
        {
            line.Report(new ProgressState($"{_now}", _now, 1000));
            _board.Flush();
        }

        Assert.Equal(["0", "200", "400", "600", "800"], _written.Select(record => record.StatusDescription));
    }

    [Fact]
    public void The_last_state_is_written_before_the_activity_goes()
    {
        ProgressLine line = _board.Add("work");
        line.Report(new ProgressState("first"));
        _board.Flush();
        line.Report(new ProgressState("last"));
        line.Dispose();
        _board.Clear();

        Assert.Equal(["first", "last", "last"], _written.Select(record => record.StatusDescription));
        Assert.Equal(ProgressRecordType.Completed, _written[^1].RecordType);
    }

    [Fact]
    public void Names_command_no_terminal()
    {
        ProgressLine line = _board.Add("a\u001B[2Jb");
        line.Report(new ProgressState("c\u0007d"));
        _board.Flush();

        ProgressRecord record = Assert.Single(_written);
        Assert.Equal(("a\uFFFD[2Jb", "c\uFFFDd"), (record.Activity, record.StatusDescription));
    }

    [Fact]
    public void An_activity_that_was_never_shown_is_not_taken_off_either()
    {
        _board.Add("work").Dispose();
        _board.Clear();

        Assert.Empty(_written);
    }

    [Theory]
    [InlineData(null, null, -1)]
    [InlineData(5L, null, -1)]
    [InlineData(5L, 0L, -1)]
    [InlineData(5L, 10L, 50)]
    [InlineData(11L, 10L, 100)]
    [InlineData(-1L, 10L, 0)]
    [InlineData(long.MaxValue, long.MaxValue, 100)]
    public void Percent_is_between_0_and_100_or_unknown(long? done, long? total, int expected) =>
        Assert.Equal(expected, new ProgressState("x", done, total).Percent);

    [Fact]
    public void Remaining_time_is_told_after_ten_steady_seconds()
    {
        RemainingTime remaining = new();
        List<int> told = [];
        for (long second = 0; second <= 20; second++)
        {
            told.Add(remaining.Estimate(second * 1000, second * 10, 1000));
        }

        Assert.All(told.Take(10), seconds => Assert.Equal(-1, seconds));
        Assert.Equal(80, told[20]);
    }

    [Fact]
    public void Remaining_time_is_not_told_while_the_speed_jumps_about()
    {
        RemainingTime remaining = new();
        int told = 0;
        for (long second = 0; second <= 20; second++)
        {
            told = remaining.Estimate(second * 1000, second < 10 ? second : (second * 1000) - 9000, 100_000);
        }

        Assert.Equal(-1, told);
    }

    [Fact]
    public void Remaining_time_begins_anew_when_something_else_is_counted()
    {
        RemainingTime remaining = new();
        for (long second = 0; second <= 20; second++)
        {
            remaining.Estimate(second * 1000, second * 10, 1000);
        }

        Assert.Equal(-1, remaining.Estimate(21_000, 1, 1000));
        Assert.Equal(-1, remaining.Estimate(22_000, null, null));
    }

    [Fact]
    public void A_cmdlet_shows_few_of_its_reports_but_the_last_one_always()
    {
        using ShellSession shell = ShellSession.With(typeof(TestProgressCommand));
        ShellResult result = shell.Run("Test-Progress 100000");

        Assert.InRange(result.Progress.Count, 2, 10_000);
        Assert.Equal("100000", result.Progress[^1].StatusDescription);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }

    [Fact]
    public void A_cmdlet_that_ends_with_an_error_takes_its_activities_off()
    {
        using ShellSession shell = ShellSession.With(typeof(TestProgressCommand));
        ShellResult result = shell.Run("try { Test-Progress 10 -Break } catch { 'caught' }");

        Assert.Equal("caught", Assert.Single(result.As<string>()));
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }
}
