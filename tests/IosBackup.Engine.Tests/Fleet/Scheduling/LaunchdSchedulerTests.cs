using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using IosBackup.Engine.PropertyLists;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class LaunchdSchedulerTests : IDisposable
{
    private const string Target = "gui/501/iosbackup.my.nightly";

    private readonly TemporaryFolder _home = new();
    private readonly FakeTools _tools = new FakeTools().Answer("id -u", "501\n");
    private readonly LaunchdScheduler _scheduler;

    public LaunchdSchedulerTests() => _scheduler =
        new LaunchdScheduler(_tools, _home.Path, static () => new DateTime(2026, 11, 29, 15, 0, 0));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Agent => _home["Library", "LaunchAgents", "iosbackup.my.nightly.plist"];

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_schedule_is_an_agent_that_is_loaded_and_listed()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);

        Assert.Equal(
            ["id -u", $"launchctl enable {Target}", $"launchctl bootstrap gui/501 {Agent}"], _tools.Calls);
        Assert.Equal([Agent], _scheduler.LocationsOf("My Nightly"));
        RegisteredSchedule listed = Assert.Single(await _scheduler.ListAsync(Stop));
        Assert.Equal(Schedules.Nightly.Command, listed.Definition.Command);
        if (!OperatingSystem.IsWindows())
        {
            // launchd takes no file that others may write to.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Agent));
        }
    }

    [Fact]
    public async Task What_launchd_refuses_leaves_nothing_behind()
    {
        _tools.Answer("bootstrap", "Bootstrap failed: 5: Input/output error", 5);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.Nightly, false, Stop));

        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
        Assert.Empty(Directory.EnumerateFiles(_home.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_replacement_that_fails_brings_the_old_one_back()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        _tools.Answer("bootstrap", "no", 5);
        Assert.Equal(
            ErrorKind.ScheduleExists,
            (await Assert.ThrowsAsync<EngineException>(
                () => _scheduler.RegisterAsync(Schedules.Nightly, false, Stop))).Kind);

        await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.With(arguments: ["-New"]), true, Stop));

        Assert.Contains($"launchctl bootout {Target}", _tools.Calls);
        Assert.Equal(
            Schedules.Nightly.Command, Assert.Single(await _scheduler.ListAsync(Stop)).Definition.Command);
        Assert.Equal($"launchctl bootstrap gui/501 {Agent}", _tools.Calls[^1]);
    }

    [Fact]
    public async Task Unregistering_ends_what_is_loaded_and_removes_the_file()
    {
        await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);

        await _scheduler.UnregisterAsync("My Nightly", Stop);

        Assert.Equal($"launchctl bootout {Target}", _tools.Calls[^1]);
        Assert.False(File.Exists(Agent));
        Assert.Equal(
            ErrorKind.ScheduleNotFound,
            (await Assert.ThrowsAsync<EngineException>(() => _scheduler.UnregisterAsync("My Nightly", Stop))).Kind);
    }

    [Fact]
    public async Task The_status_is_what_launchd_tells()
    {
        RegisteredSchedule schedule = await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);
        _tools.Answer("print", Target + " = {\n\tstate = not running\n\tlast exit code = 3\n}");
        ScheduleStatus loaded = await _scheduler.DescribeAsync(schedule, Stop);
        _tools.Answer("print", "\tlast exit code = (never exited)\n");
        ScheduleStatus fresh = await _scheduler.DescribeAsync(schedule, Stop);
        _tools.Answer("print", "Could not find service", 113);
        ScheduleStatus unloaded = await _scheduler.DescribeAsync(schedule, Stop);

        Assert.True(loaded.IsEnabled);
        Assert.Equal(3, loaded.LastExitCode);
        Assert.Equal(new DateTime(2026, 11, 30, 2, 0, 0), loaded.NextRun!.Value.LocalDateTime);
        Assert.Null(fresh.LastExitCode);
        Assert.False(unloaded.IsEnabled);
        Assert.Null(unloaded.NextRun);
    }

    [Fact]
    public async Task Agents_of_others_are_not_listed()
    {
        _home.Write("Library/LaunchAgents/iosbackup.other.plist", "<plist><dict/></plist>");
        _home.Write("Library/LaunchAgents/iosbackup.odd.plist", "no plist");

        Assert.Empty(await _scheduler.ListAsync(Stop));
    }

    [Fact]
    public void An_agent_holds_arguments_as_they_are() => HostileText.Several.Sample(static arguments =>
    {
        byte[] agent = LaunchAgent.Write(Schedules.With(arguments: arguments), "/Users/mara");

        Assert.Equal(arguments, LaunchAgent.Read(agent)!.ArgumentList);
        Assert.Equal(
            LaunchAgent.Command(Schedules.With(arguments: arguments)),
            PropertyList.ParseDictionary(agent).GetArray("ProgramArguments")!.Strings());
    });

    [Fact]
    public async Task Another_reader_finds_times_and_arguments()
    {
        string path = _home["agent.plist"];
        ScheduleDefinition definition = Schedules.With(
            arguments: HostileText.All,
            at: [TimeSpan.FromHours(2), new TimeSpan(14, 30, 0)],
            days: [DayOfWeek.Sunday, DayOfWeek.Friday]);
        await File.WriteAllBytesAsync(path, LaunchAgent.Write(definition, "/Users/mara"), Stop);

        (int exitCode, string output) = await Judge.RunAsync(
            "python3",
            [
                "-c",
                "import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], 'rb'))))",
                path,
            ]);

        Assert.True(exitCode == 0, output);
        JsonElement agent = JsonDocument.Parse(output).RootElement;
        Assert.Equal("iosbackup.my.nightly", agent.GetProperty("Label").GetString());
        Assert.Equal(
            LaunchAgent.Command(definition),
            agent.GetProperty("ProgramArguments").EnumerateArray().Select(static text => text.GetString()!));
        Assert.Equal(
            ["2:0/0", "2:0/5", "14:30/0", "14:30/5"],
            agent.GetProperty("StartCalendarInterval").EnumerateArray().Select(static entry =>
                $"{entry.GetProperty("Hour")}:{entry.GetProperty("Minute")}/{entry.GetProperty("Weekday")}"));
    }

    [Fact]
    public async Task The_shell_hands_on_arguments_and_exit_code()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /bin/sh.");
        string[] arguments = [.. HostileText.All];
        IReadOnlyList<string> command = LaunchAgent.Command(Schedules.With(shell: "/usr/bin/printf"));
        IReadOnlyList<string> watch = [.. command.Take(4), "60", "/bin/sh", "-c", "printf '%s\\n' \"$@\"; exit 7", "x"];

        (int exitCode, string output) = await Judge.RunAsync(watch[0], watch.Skip(1).Concat(arguments));

        Assert.Equal(7, exitCode);
        Assert.Equal(string.Concat(arguments.Select(static text => text + "\n")), output);
    }

    [Fact]
    public async Task The_shell_ends_what_takes_too_long()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /bin/sh.");
        IReadOnlyList<string> command = LaunchAgent.Command(Schedules.Nightly);
        Stopwatch clock = Stopwatch.StartNew();

        (int exitCode, _) = await Judge.RunAsync(command[0], [.. command.Skip(1).Take(3), "1", "/bin/sleep", "45"]);

        Assert.Equal(143, exitCode);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 30);
    }
}
