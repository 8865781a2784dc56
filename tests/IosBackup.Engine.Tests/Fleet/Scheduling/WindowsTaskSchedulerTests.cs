using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class WindowsTaskSchedulerTests
{
    private const string Task = @"\IosBackup\My Nightly";

    private static readonly DateTime s_now = new(2026, 11, 29, 15, 0, 0);

    private readonly FakeTools _tools = new();
    private readonly WindowsTaskScheduler _scheduler;
    private string? _created;

    public WindowsTaskSchedulerTests()
    {
        _scheduler = new WindowsTaskScheduler(_tools, "schtasks.exe", "S-1-5-21-1", @"C:\Users\mara", () => s_now);
        _tools.Answer("/Create", arguments =>
        {
            _created = File.ReadAllText(arguments[4], Encoding.Unicode);
            return new ToolResult("schtasks", 0, "SUCCESS", "");
        });
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_schedule_is_created_from_a_file_that_goes_again()
    {
        RegisteredSchedule schedule = await _scheduler.RegisterAsync(Schedules.Nightly, false, Stop);

        Assert.Equal(Task, schedule.Location);
        Assert.Equal([Task], _scheduler.LocationsOf("My Nightly"));
        Assert.StartsWith($"schtasks.exe /Create /TN {Task} /XML ", _tools.Calls[^1], StringComparison.Ordinal);
        Assert.EndsWith(" /F", _tools.Calls[^1], StringComparison.Ordinal);
        Assert.False(File.Exists(_tools.Calls[^1].Split(" /XML ")[1].Split(" /F")[0]));
        Assert.Equal(Schedules.Nightly.Command, TaskXml.Read(_created!)!.Value.Definition.Command);
    }

    [Fact]
    public async Task A_task_of_the_same_name_is_replaced_on_demand_only()
    {
        _tools.Answer("/Query", "\"\\Other\",\"N/A\",\"Ready\"\r\n\"\\IosBackup\\MY NIGHTLY\",\"N/A\",\"Ready\"\r\n");

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.Nightly, false, Stop));
        Assert.Equal(ErrorKind.ScheduleExists, error.Kind);
        await _scheduler.RegisterAsync(Schedules.Nightly, true, Stop);

        Assert.NotNull(_created);
    }

    [Fact]
    public async Task What_Task_Scheduler_refuses_is_told()
    {
        _tools.Answer("/Create", "ERROR: Access is denied.", 1);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => _scheduler.RegisterAsync(Schedules.Nightly, false, Stop));

        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
        Assert.Contains("Access is denied", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"C:\%USERNAME%\pwsh.exe")]
    [InlineData(@"C:\$(Arg0)\pwsh.exe")]
    public void A_program_whose_path_would_be_replaced_is_refused(string shell) => Assert.Equal(
        ErrorKind.InvalidArgument,
        Assert.Throws<EngineException>(() => _scheduler.Check(Schedules.With(shell: shell))).Kind);

    [Fact]
    public async Task Only_our_tasks_are_listed_each_once()
    {
        _tools.Answer(
            "/Query /FO CSV /NH",
            "\"\\Microsoft\\Thing\",\"N/A\",\"Ready\"\r\n"
            + "\"\\IosBackup\\My Nightly\",\"30.11.2026 02:00:00\",\"Bereit\"\r\n"
            + "\"\\IosBackup\\My Nightly\",\"30.11.2026 14:00:00\",\"Bereit\"\r\n"
            + "\"\\IosBackup\\By hand\",\"N/A\",\"Ready\"\r\n");
        _tools.Answer("/Query /TN \\IosBackup\\By hand /XML", "<Task/>");
        _tools.Answer($"/Query /TN {Task} /XML", Xml(Schedules.With(arguments: HostileText.All)));

        RegisteredSchedule listed = Assert.Single(await _scheduler.ListAsync(Stop));

        Assert.Equal(HostileText.All, listed.Definition.ArgumentList);
        Assert.Equal(Task, listed.Location);
    }

    [Theory]
    [InlineData("\"30.11.2026 02:00:00\"", "\"29.11.2026 02:00:03\"", "2", true, true, 2)]
    [InlineData("\"N/A\"", "\"30.11.1999 00:00:00\"", "267011", false, false, null)]
    [InlineData("\"30.11.2026 02:00:00\"", "\"29.11.2026 02:00:03\"", "267009", true, true, null)]
    [InlineData("\"30.11.2026 02:00:00\"", "\"29.11.2026 02:00:03\"", "-1073741510", true, true, -1073741510)]
    public void Rows_of_schtasks_are_read_in_the_language_of_the_user(
        string next, string last, string result, bool hasNext, bool hasLast, int? exitCode)
    {
        string row = $"\"PC\",\"{Task}\",{next},\"Bereit\",\"Nur interaktiv\",{last},\"{result}\",\"mara\"\r\n";

        ScheduleStatus status = SchtasksTable.Status(
            SchtasksTable.Rows(row).Single(), new System.Globalization.CultureInfo("de-DE"), isEnabled: true);

        Assert.Equal(hasNext, status.NextRun is not null);
        Assert.Equal(hasLast, status.LastRun is not null);
        Assert.Equal(exitCode, status.LastExitCode);
        if (hasNext)
        {
            Assert.Equal(new DateTime(2026, 11, 30, 2, 0, 0), status.NextRun!.Value.LocalDateTime);
        }
    }

    [Fact]
    public async Task The_status_comes_from_the_row_and_the_task()
    {
        string now = DateTime.Now.AddDays(1).ToString(System.Globalization.CultureInfo.CurrentCulture);
        _tools.Answer("/V", $"\"PC\",\"{Task}\",\"{now}\",\"Ready\",\"Interactive only\",\"N/A\",\"267011\"\r\n");
        _tools.Answer("/XML", Xml(Schedules.Nightly));

        ScheduleStatus status = await _scheduler.DescribeAsync(
            new RegisteredSchedule(Schedules.Nightly, Task), Stop);

        Assert.True(status.IsEnabled);
        Assert.NotNull(status.NextRun);
        Assert.Null(status.LastRun);
        Assert.Null(status.LastExitCode);
    }

    [Fact]
    public async Task Unregistering_deletes_without_a_question()
    {
        _tools.Answer("/Query", $"\"{Task}\",\"N/A\",\"Ready\"\r\n");

        await _scheduler.UnregisterAsync("My Nightly", Stop);

        Assert.Equal($"schtasks.exe /Delete /TN {Task} /F", _tools.Calls[^1]);
        Assert.Equal(
            ErrorKind.ScheduleNotFound,
            (await Assert.ThrowsAsync<EngineException>(() => _scheduler.UnregisterAsync("gone", Stop))).Kind);
    }

    private static string Xml(ScheduleDefinition definition) => Encoding.Unicode.GetString(
        TaskXml.Write(definition, "S-1-5-21-1", @"C:\Users\mara", s_now)).TrimStart('\uFEFF');
}
