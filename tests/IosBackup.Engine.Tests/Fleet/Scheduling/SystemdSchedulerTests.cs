using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class SystemdSchedulerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTools _tools = new();
    private readonly SystemdScheduler _scheduler;

    public SystemdSchedulerTests() =>
        _scheduler = new SystemdScheduler(_tools, _folder["config"], _folder["data"], "mara");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Service => _folder["config", "systemd", "user", "iosbackup-my.nightly.service"];

    private string Timer => _folder["config", "systemd", "user", "iosbackup-my.nightly.timer"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_schedule_is_written_enabled_and_listed()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);

        Assert.Equal(
            ["systemctl --user daemon-reload", "systemctl --user enable --now iosbackup-my.nightly.timer"],
            _tools.Calls);
        Assert.Equal(_scheduler.LocationsOf("My Nightly"), [Service, Timer]);
        Assert.All((string[])[Service, Timer], static path => Assert.True(File.Exists(path)));
        RegisteredSchedule listed = Assert.Single(await _scheduler.ListAsync(Stop));
        Assert.Equal(Schedules.Nightly.Command, listed.Definition.Command);
        Assert.Equal(Timer, listed.Location);
    }

    [Fact]
    public async Task A_name_is_taken_only_once_whatever_its_case()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.With("MY NIGHTLY"), false, Stop));

        Assert.Equal(ErrorKind.ScheduleExists, error.Kind);
    }

    [Fact]
    public async Task Replacing_stops_the_timer_and_forgets_when_it_ran()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        string stamp = _folder.Write("data/systemd/timers/stamp-iosbackup-my.nightly.timer", "");
        _tools.Calls.Clear();

        await _scheduler.RegisterAsync(Schedules.With(arguments: ["-New"]), true, Stop);

        Assert.Equal(
            [
                "systemctl --user daemon-reload",
                "systemctl --user stop iosbackup-my.nightly.timer",
                "systemctl --user enable --now iosbackup-my.nightly.timer",
            ],
            _tools.Calls);
        Assert.False(File.Exists(stamp));
        Assert.Equal(["-New"], Assert.Single(await _scheduler.ListAsync(Stop)).Definition.ArgumentList);
    }

    [Theory]
    [InlineData("daemon-reload")]
    [InlineData("enable")]
    public async Task What_systemd_refuses_leaves_nothing_behind(string command)
    {
        _tools.Answer(command, "Failed to connect to bus: No medium found\n", 1);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.Nightly, false, Stop));

        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
        Assert.Contains("No medium found", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Without_systemd_nothing_is_left_behind()
    {
        _tools.Missing = true;

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.Nightly, false, Stop));

        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_replacement_that_fails_brings_the_old_one_back()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        bool isFirst = true;
        _tools.Answer("enable", _ =>
        {
            int exitCode = isFirst ? 1 : 0;
            isFirst = false;
            return new ToolResult("systemctl", exitCode, "", "no");
        });
        _tools.Calls.Clear();

        await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.With(arguments: ["-New"]), true, Stop));

        Assert.Equal(
            Schedules.Nightly.Command, Assert.Single(await _scheduler.ListAsync(Stop)).Definition.Command);
        Assert.Equal("systemctl --user enable --now iosbackup-my.nightly.timer", _tools.Calls[^1]);
        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(Service)!).Length);
    }

    [Fact]
    public async Task Unregistering_disables_and_removes_all_files()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        _folder.Write("data/systemd/timers/stamp-iosbackup-my.nightly.timer", "");

        await _scheduler.UnregisterAsync("my nightly", Stop);

        Assert.Contains("systemctl --user disable --now iosbackup-my.nightly.timer", _tools.Calls);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories));
        Assert.Equal(
            ErrorKind.ScheduleNotFound,
            (await Assert.ThrowsAsync<EngineException>(() => _scheduler.UnregisterAsync("my nightly", Stop))).Kind);
    }

    [Fact]
    public async Task Unregistering_that_fails_removes_nothing()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        _tools.Answer("disable", "Failed to connect to bus", 1);

        await Assert.ThrowsAsync<EngineException>(() => _scheduler.UnregisterAsync("My Nightly", Stop));

        Assert.Single(await _scheduler.ListAsync(Stop));
    }

    [Fact]
    public async Task Units_of_others_are_not_listed()
    {
        _folder.Write("config/systemd/user/iosbackup-other.service", "[Service]\nExecStart=/bin/true\n");
        _folder.Write(
            "config/systemd/user/iosbackup-renamed.service", "Schedule=" + ScheduleText.Write(Schedules.Nightly));
        _folder.Write("config/systemd/user/iosbackup-large.service", new string('x', 2_000_000));

        Assert.Empty(await _scheduler.ListAsync(Stop));
    }

    [Fact]
    public async Task The_status_is_what_systemd_tells()
    {
        RegisteredSchedule schedule = await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        _tools.Answer(
            ".timer --property",
            "UnitFileState=enabled\nActiveState=active\nNextElapseUSecRealtime=Mon 2026-11-30 02:00:00 UTC\n"
            + "LastTriggerUSec=Sun 2026-11-29 02:00:03 UTC\n");
        _tools.Answer(
            ".service --property",
            "ExecMainCode=1\nExecMainStatus=2\nExecMainExitTimestamp=Sun 2026-11-29 02:14:00 UTC\n");

        ScheduleStatus status = await _scheduler.DescribeAsync(schedule, Stop);

        Assert.True(status.IsEnabled);
        Assert.Equal(new DateTimeOffset(2026, 11, 30, 2, 0, 0, TimeSpan.Zero), status.NextRun);
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 2, 0, 3, TimeSpan.Zero), status.LastRun);
        Assert.Equal(2, status.LastExitCode);
    }

    [Theory]
    [InlineData("ExecMainCode=2\nExecMainStatus=15\nExecMainExitTimestamp=Sun 2026-11-29 02:14:00 UTC", 143)]
    [InlineData("ExecMainCode=0\nExecMainStatus=0\nExecMainExitTimestamp=", null)]
    [InlineData("", null)]
    public void What_ended_a_run_is_told_where_it_is_known(string service, int? expected)
    {
        ScheduleStatus status = SystemdAnswers.Status("UnitFileState=disabled\nActiveState=inactive", service);

        Assert.Equal(expected, status.LastExitCode);
        Assert.False(status.IsEnabled);
        Assert.Null(status.NextRun);
        Assert.Null(SystemdAnswers.Status("", service).IsEnabled);
    }

    [Theory]
    [InlineData("Linger=no\n", 0, true)]
    [InlineData("Linger=yes\n", 0, false)]
    [InlineData("User mara is not logged in", 1, false)]
    public async Task Lingering_is_asked_of_loginctl(string output, int exitCode, bool isOff)
    {
        _tools.Answer("loginctl show-user mara", output, exitCode);

        Assert.Equal(isOff, await _scheduler.IsLingeringOffAsync(Stop));
    }
}
