using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// Schedules as tasks of Task Scheduler, through its command line: "schtasks" in Microsoft's documentation of Windows
/// commands.
/// </summary>
internal sealed class WindowsTaskScheduler : IScheduler
{
    private const string Folder = @"\IosBackup\";
    private const int TaskCell = 0;
    private const int TaskCellOfDetails = 1;

    private readonly IToolRunner _tools;
    private readonly string _program;
    private readonly string _userId;
    private readonly string _home;
    private readonly Func<DateTime> _now;

    /// <summary>Makes a scheduler.</summary>
    /// <param name="tools">Runs schtasks.</param>
    /// <param name="program">The path of schtasks.</param>
    /// <param name="userId">The SID of the present user.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="now">The local time.</param>
    public WindowsTaskScheduler(
        IToolRunner tools, string program, string userId, string home, Func<DateTime> now)
    {
        _tools = tools;
        _program = program;
        _userId = userId;
        _home = home;
        _now = now;
    }

    public IReadOnlyList<string> LocationsOf(string name) => [Folder + name];

    public async Task<IReadOnlyList<RegisteredSchedule>> ListAsync(CancellationToken stop)
    {
        List<RegisteredSchedule> schedules = [];
        foreach (string task in await TasksAsync(stop).ConfigureAwait(false))
        {
            if (await ReadAsync(task, stop).ConfigureAwait(false) is { } found
                && string.Equals(Folder + found.Definition.Name, task, StringComparison.OrdinalIgnoreCase))
            {
                schedules.Add(new RegisteredSchedule(found.Definition, task));
            }
        }

        return schedules;
    }

    public async Task<ScheduleStatus> DescribeAsync(RegisteredSchedule schedule, CancellationToken stop)
    {
        ToolResult details = await RunAsync(stop, "/Query", "/TN", schedule.Location, "/V", "/FO", "CSV", "/NH")
            .ConfigureAwait(false);
        IReadOnlyList<string>? row = SchtasksTable.Rows(details.OrThrow().Output).FirstOrDefault(cells =>
            cells.Count > TaskCellOfDetails
            && string.Equals(cells[TaskCellOfDetails], schedule.Location, StringComparison.OrdinalIgnoreCase));
        return row is not null && await ReadAsync(schedule.Location, stop).ConfigureAwait(false) is { } found
            ? SchtasksTable.Status(row, CultureInfo.CurrentCulture, found.IsEnabled)
            : new ScheduleStatus();
    }

    public void Check(ScheduleDefinition definition)
    {
        definition.Check();
        TaskXml.Write(definition, _userId, _home, _now());
    }

    public async Task<RegisteredSchedule> RegisterAsync(
        ScheduleDefinition definition, bool replace, CancellationToken stop)
    {
        Check(definition);
        if (!replace && await ExistsAsync(definition.Name, stop).ConfigureAwait(false))
        {
            throw new EngineException(ErrorKind.ScheduleExists, "A task of that name exists.")
            {
                Target = definition.Name,
            };
        }

        string task = Folder + definition.Name;
        using PrivateFolder folder = PrivateFolder.Create();
        using (FileStream file = folder.CreateFile("task.xml"))
        {
            byte[] xml = TaskXml.Write(definition, _userId, _home, _now());
            file.Write(xml, 0, xml.Length);
        }

        // Without /F it would ask whether to replace, and wait.
        (await RunAsync(stop, "/Create", "/TN", task, "/XML", folder["task.xml"], "/F").ConfigureAwait(false))
            .OrThrow();
        return new RegisteredSchedule(definition, task);
    }

    public async Task UnregisterAsync(string name, CancellationToken stop)
    {
        if (!await ExistsAsync(name, stop).ConfigureAwait(false))
        {
            throw new EngineException(ErrorKind.ScheduleNotFound, "There is no task of that name.") { Target = name };
        }

        (await RunAsync(stop, "/Delete", "/TN", Folder + name, "/F").ConfigureAwait(false)).OrThrow();
    }

    public Task<bool> IsLingeringOffAsync(CancellationToken stop) => Task.FromResult(false);

    private async Task<bool> ExistsAsync(string name, CancellationToken stop) =>
        (await TasksAsync(stop).ConfigureAwait(false)).Contains(Folder + name, StringComparer.OrdinalIgnoreCase);

    /// <summary>The tasks in our folder. A task has a row for each of its triggers.</summary>
    private async Task<IReadOnlyList<string>> TasksAsync(CancellationToken stop)
    {
        ToolResult all = await RunAsync(stop, "/Query", "/FO", "CSV", "/NH").ConfigureAwait(false);
        return
        [
            .. SchtasksTable.Rows(all.OrThrow().Output).Select(static cells => cells[TaskCell])
                .Where(static task => task.StartsWith(Folder, StringComparison.OrdinalIgnoreCase))
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .OrderBy(static task => task, StringComparer.OrdinalIgnoreCase),
        ];
    }

    private async Task<(ScheduleDefinition Definition, bool IsEnabled)?> ReadAsync(
        string task, CancellationToken stop)
    {
        ToolResult xml = await RunAsync(stop, "/Query", "/TN", task, "/XML").ConfigureAwait(false);
        return xml.Succeeded ? TaskXml.Read(xml.Output) : null;
    }

    private Task<ToolResult> RunAsync(CancellationToken stop, params string[] arguments) =>
        _tools.RunAsync(_program, arguments, stop);
}
