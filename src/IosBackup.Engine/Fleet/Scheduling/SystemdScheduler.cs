using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// Schedules as timers of the user's own systemd: systemd.unit(5) "User Unit Search Path", systemd.timer(5),
/// systemctl(1), loginctl(1).
/// </summary>
internal sealed class SystemdScheduler : IScheduler
{
    private const string Prefix = "iosbackup-";
    private const string Systemctl = "systemctl";

    private readonly IToolRunner _tools;
    private readonly string _units;
    private readonly string _stamps;
    private readonly string _user;

    /// <summary>Makes a scheduler.</summary>
    /// <param name="tools">Runs systemctl and loginctl.</param>
    /// <param name="configuration">The folder of the user's settings: XDG_CONFIG_HOME.</param>
    /// <param name="data">The folder of the user's data: XDG_DATA_HOME.</param>
    /// <param name="user">The user's name.</param>
    public SystemdScheduler(IToolRunner tools, string configuration, string data, string user)
    {
        _tools = tools;
        _units = Path.Combine(configuration, "systemd", "user");
        _stamps = Path.Combine(data, "systemd", "timers");
        _user = user;
    }

    public IReadOnlyList<string> LocationsOf(string name) => [ServicePath(name), TimerPath(name)];

    public Task<IReadOnlyList<RegisteredSchedule>> ListAsync(CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<RegisteredSchedule>>(
        [
            .. ScheduleFiles.ReadAll(_units, Prefix + "*.service")
                .Select(static file => SystemdUnits.Read(file.Content) is { } definition
                    && Path.GetFileName(file.Path) == $"{Prefix}{definition.Key}.service" ? definition : null)
                .OfType<ScheduleDefinition>()
                .Select(definition => new RegisteredSchedule(definition, TimerPath(definition.Name)))
                .OrderBy(static schedule => schedule.Definition.Key, System.StringComparer.Ordinal),
        ]);

    public async Task<ScheduleStatus> DescribeAsync(RegisteredSchedule schedule, CancellationToken stop)
    {
        string unit = Prefix + schedule.Definition.Key;
        ToolResult timer = await RunAsync(
            stop,
            "show",
            unit + ".timer",
            "--property=UnitFileState,ActiveState,NextElapseUSecRealtime,LastTriggerUSec").ConfigureAwait(false);
        ToolResult service = await RunAsync(
            stop,
            "show",
            unit + ".service",
            "--property=ExecMainCode,ExecMainStatus,ExecMainExitTimestamp").ConfigureAwait(false);
        return SystemdAnswers.Status(timer.OrThrow().Output, service.OrThrow().Output);
    }

    public void Check(ScheduleDefinition definition)
    {
        definition.Check();
        SystemdCommandLine.Of(definition.Command);
    }

    public async Task<RegisteredSchedule> RegisterAsync(
        ScheduleDefinition definition, bool replace, CancellationToken stop)
    {
        Check(definition);
        if (!replace && LocationsOf(definition.Name).Any(File.Exists))
        {
            throw new EngineException(ErrorKind.ScheduleExists, "A unit of that name exists.")
            {
                Target = definition.Name,
            };
        }

        FileExchange files = new();
        try
        {
            files.Write(ServicePath(definition.Name), SystemdUnits.Service(definition));
            files.Write(TimerPath(definition.Name), SystemdUnits.Timer(definition));
            await StartAsync(definition.Name, files.Replaced, stop).ConfigureAwait(false);
            return new RegisteredSchedule(definition, TimerPath(definition.Name));
        }
        catch
        {
            await UndoAsync(definition.Name, files).ConfigureAwait(false);
            throw;
        }
    }

    public async Task UnregisterAsync(string name, CancellationToken stop)
    {
        if (!LocationsOf(name).Any(File.Exists))
        {
            throw new EngineException(ErrorKind.ScheduleNotFound, "No unit has that name.") { Target = name };
        }

        if (File.Exists(TimerPath(name)))
        {
            (await RunAsync(stop, "disable", "--now", UnitOf(name) + ".timer").ConfigureAwait(false)).OrThrow();
        }

        ScheduleFiles.Remove([.. LocationsOf(name), StampPath(name)]);

        // The files are gone, so whatever this says the schedule is ended.
        await RunAsync(CancellationToken.None, "daemon-reload").ConfigureAwait(false);
        await RunAsync(CancellationToken.None, "reset-failed", UnitOf(name) + ".service").ConfigureAwait(false);
    }

    public async Task<bool> IsLingeringOffAsync(CancellationToken stop)
    {
        try
        {
            ToolResult result = await _tools
                .RunAsync("loginctl", ["show-user", _user, "--property=Linger"], stop).ConfigureAwait(false);
            return result.Succeeded && result.Output.Trim() == "Linger=no";
        }
        catch (EngineException e) when (e.Kind == ErrorKind.SchedulerUnavailable)
        {
            // A system without loginctl has no lingering to be turned on.
            return false;
        }
    }

    /// <summary>Makes systemd run the timer. Its stamp goes, because it belongs to an earlier schedule.</summary>
    private async Task StartAsync(string name, bool replaced, CancellationToken stop)
    {
        (await RunAsync(stop, "daemon-reload").ConfigureAwait(false)).OrThrow();
        if (replaced)
        {
            (await RunAsync(stop, "stop", UnitOf(name) + ".timer").ConfigureAwait(false)).OrThrow();
        }

        ScheduleFiles.Remove(StampPath(name));
        (await RunAsync(stop, "enable", "--now", UnitOf(name) + ".timer").ConfigureAwait(false)).OrThrow();
    }

    /// <summary>Puts things back. What fails here has failed before, and that error is the one to be told.</summary>
    private async Task UndoAsync(string name, FileExchange files)
    {
        string timer = UnitOf(name) + ".timer";
        try
        {
            if (!files.Replaced)
            {
                await RunAsync(CancellationToken.None, "disable", "--now", timer).ConfigureAwait(false);
                ScheduleFiles.Remove(Path.Combine(_units, "timers.target.wants", timer));
            }

            files.Undo();
            await RunAsync(CancellationToken.None, "daemon-reload").ConfigureAwait(false);
            if (files.Replaced)
            {
                await RunAsync(CancellationToken.None, "enable", "--now", timer).ConfigureAwait(false);
            }
        }
        catch (EngineException)
        {
            files.Undo();
        }
    }

    private Task<ToolResult> RunAsync(CancellationToken stop, params string[] arguments) =>
        _tools.RunAsync(Systemctl, ["--user", .. arguments], stop);

    private static string UnitOf(string name) => Prefix + ScheduleDefinition.KeyOf(name);

    private string ServicePath(string name) => Path.Combine(_units, UnitOf(name) + ".service");

    private string TimerPath(string name) => Path.Combine(_units, UnitOf(name) + ".timer");

    private string StampPath(string name) => Path.Combine(_stamps, $"stamp-{UnitOf(name)}.timer");
}
