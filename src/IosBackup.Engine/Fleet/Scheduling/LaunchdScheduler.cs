using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>Schedules as launch agents of the user: launchd.plist(5), launchctl(1).</summary>
internal sealed class LaunchdScheduler : IScheduler
{
    private const string Launchctl = "/bin/launchctl";

    private static readonly Regex s_exitCode = new(
        @"^\s*last exit code = (\d+)", RegexOptions.CultureInvariant | RegexOptions.Multiline);

    private readonly IToolRunner _tools;
    private readonly string _home;
    private readonly string _agents;
    private readonly Func<DateTime> _now;

    /// <summary>Makes a scheduler.</summary>
    /// <param name="tools">Runs launchctl and id.</param>
    /// <param name="home">The user's home folder.</param>
    /// <param name="now">The local time.</param>
    public LaunchdScheduler(IToolRunner tools, string home, Func<DateTime> now)
    {
        _tools = tools;
        _home = home;
        _agents = Path.Combine(home, "Library", "LaunchAgents");
        _now = now;
    }

    public IReadOnlyList<string> LocationsOf(string name) => [PathOf(name)];

    public Task<IReadOnlyList<RegisteredSchedule>> ListAsync(CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<RegisteredSchedule>>(
        [
            .. ScheduleFiles.ReadAll(_agents, LaunchAgent.LabelPrefix + "*.plist")
                .Select(static file => (file.Path, Definition: LaunchAgent.Read(file.Content)))
                .Where(file => file.Definition is { } known
                    && Path.GetFileName(file.Path) == Path.GetFileName(PathOf(known.Name)))
                .Select(static file => new RegisteredSchedule(file.Definition!, file.Path))
                .OrderBy(static schedule => schedule.Definition.Key, StringComparer.Ordinal),
        ]);

    public async Task<ScheduleStatus> DescribeAsync(RegisteredSchedule schedule, CancellationToken stop)
    {
        // It fails for jobs that are not loaded. Apple does not promise the form of what it prints.
        string target = await TargetAsync(schedule.Definition.Name, stop).ConfigureAwait(false);
        ToolResult job = await RunAsync(stop, "print", target).ConfigureAwait(false);
        Match exitCode = s_exitCode.Match(job.Output);
        return new ScheduleStatus
        {
            IsEnabled = job.Succeeded,
            NextRun = job.Succeeded
                ? CalendarTimes.ToPoint(CalendarTimes.Next(schedule.Definition, _now()), TimeZoneInfo.Local)
                : null,
            LastExitCode = job.Succeeded
                && int.TryParse(
                    exitCode.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int code)
                    ? code
                    : null,
        };
    }

    public void Check(ScheduleDefinition definition) => definition.Check();

    public async Task<RegisteredSchedule> RegisterAsync(
        ScheduleDefinition definition, bool replace, CancellationToken stop)
    {
        Check(definition);
        string path = PathOf(definition.Name);
        if (!replace && File.Exists(path))
        {
            throw new EngineException(ErrorKind.ScheduleExists, "An agent of that name exists.")
            {
                Target = definition.Name,
            };
        }

        string domain = await DomainAsync(stop).ConfigureAwait(false);
        FileExchange files = new();
        try
        {
            files.Write(path, LaunchAgent.Write(definition, _home));
            await LoadAsync(domain, definition.Name, files.Replaced, stop).ConfigureAwait(false);
            return new RegisteredSchedule(definition, path);
        }
        catch
        {
            await UndoAsync(domain, definition.Name, files).ConfigureAwait(false);
            throw;
        }
    }

    public async Task UnregisterAsync(string name, CancellationToken stop)
    {
        string path = PathOf(name);
        if (!File.Exists(path))
        {
            throw new EngineException(ErrorKind.ScheduleNotFound, "There is no agent of that name.") { Target = name };
        }

        string target = await TargetAsync(name, stop).ConfigureAwait(false);
        if ((await RunAsync(stop, "print", target).ConfigureAwait(false)).Succeeded)
        {
            (await RunAsync(stop, "bootout", target).ConfigureAwait(false)).OrThrow();
        }

        ScheduleFiles.Remove(path);
    }

    public Task<bool> IsLingeringOffAsync(CancellationToken stop) => Task.FromResult(false);

    /// <summary>Loads an agent. A label that was disabled once stays so, whatever file comes.</summary>
    private async Task LoadAsync(string domain, string name, bool replaced, CancellationToken stop)
    {
        string target = $"{domain}/{LaunchAgent.LabelOf(name)}";
        if (replaced)
        {
            // Fails when it is not loaded.
            await RunAsync(stop, "bootout", target).ConfigureAwait(false);
        }

        await RunAsync(stop, "enable", target).ConfigureAwait(false);
        (await RunAsync(stop, "bootstrap", domain, PathOf(name)).ConfigureAwait(false)).OrThrow();
    }

    private async Task UndoAsync(string domain, string name, FileExchange files)
    {
        files.Undo();
        if (!files.Replaced)
        {
            return;
        }

        try
        {
            await RunAsync(CancellationToken.None, "bootstrap", domain, PathOf(name)).ConfigureAwait(false);
        }
        catch (EngineException)
        {
            // The error that made it necessary is the one to be told.
        }
    }

    private async Task<string> TargetAsync(string name, CancellationToken stop) =>
        $"{await DomainAsync(stop).ConfigureAwait(false)}/{LaunchAgent.LabelOf(name)}";

    private async Task<string> DomainAsync(CancellationToken stop)
    {
        ToolResult id = (await _tools.RunAsync("/usr/bin/id", ["-u"], stop).ConfigureAwait(false)).OrThrow();
        return "gui/" + id.Output.Trim();
    }

    private Task<ToolResult> RunAsync(CancellationToken stop, params string[] arguments) =>
        _tools.RunAsync(Launchctl, arguments, stop);

    private string PathOf(string name) => Path.Combine(_agents, LaunchAgent.LabelOf(name) + ".plist");
}
