using System;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using IosBackup.Output;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Scheduling;

namespace IosBackup.Commands;

[Cmdlet(VerbsLifecycle.Register, "IosBackupSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(IosBackupSchedule))]
public sealed class RegisterIosBackupScheduleCommand : ScheduleCmdlet
{
    private ScheduleDefinition? _definition;

    [Parameter(Mandatory = true, Position = 0)]
    [ValidateLength(1, ScheduleDefinition.LongestName)]
    public string Name { get; set; } = string.Empty;

    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string FilePath { get; set; } = string.Empty;

    [Parameter]
    [ValidateNotNull]
    [AllowEmptyCollection]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] ArgumentList { get; set; } = [];

    [Parameter(Mandatory = true)]
    [TimeOfDayTransformation]
    [ValidateNotNullOrEmpty]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public TimeSpan[] At { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public DayOfWeek[] DayOfWeek { get; set; } = [.. ScheduleDefinition.EveryDay];

    [Parameter]
    [SecondsTransformation]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromDays(1);

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PowerShellPath { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void PrepareRecord()
    {
        FileSystemPaths paths = new(SessionState);
        _definition = new ScheduleDefinition
        {
            Name = Name,
            PowerShellPath = PowerShellPath is null ? Locate() : Existing(paths, PowerShellPath),
            FilePath = Existing(paths, FilePath),
            ArgumentList = [.. ArgumentList.Select(static argument => argument ?? "")],
            At = [.. At.Distinct().OrderBy(static time => time)],
            Days = [.. DayOfWeek.Distinct().OrderBy(static day => day)],
            TimeLimit = TimeSpan.FromSeconds(Math.Ceiling(TimeLimit.TotalSeconds)),
        };

        // Said before anybody is asked, and by -WhatIf too.
        Scheduler.Check(_definition);
    }

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        ScheduleDefinition definition = _definition!;
        bool exists = (await Scheduler.ListAsync(stop))
            .Any(schedule => AreSame(schedule.Definition.Name, definition.Name));
        if (exists && !Force)
        {
            throw new EngineException(ErrorKind.ScheduleExists, "A schedule has that name.")
            {
                Target = definition.Name,
            };
        }

        string places = string.Join(", ", Scheduler.LocationsOf(definition.Name));
        string action = $"{(exists ? "Replace the" : "Register a")} schedule: {Plan(definition)}";
        if (!await AskAsync(() => ShouldProcess($"{definition.Name} ({places})", action)))
        {
            return;
        }

        RegisteredSchedule registered = await Scheduler.RegisterAsync(definition, Force, stop);
        if (await Scheduler.IsLingeringOffAsync(stop))
        {
            Warn(
                "Lingering is off for this user, so nothing runs while this user is not logged in. "
                + "'loginctl enable-linger' turns it on.");
        }

        await EmitAsync(registered, stop);
    }

    private static string Plan(ScheduleDefinition definition)
    {
        string times = string.Join(
            ", ", definition.At.Select(static time => time.ToString(@"hh\:mm", CultureInfo.InvariantCulture)));
        string days = definition.IsDaily ? "every day" : string.Join(", ", definition.Days);
        string command = string.Join(" ", definition.Command.Select(
            static text => text.Length == 0 || text.Any(char.IsWhiteSpace) ? $"'{text.Replace("'", "''")}'" : text));
        return _Format.Name($"{command} at {times}, {days}");
    }

    private static string Existing(FileSystemPaths paths, string path)
    {
        string resolved = Path.GetFullPath(paths.ResolveLiteral(path));
        return File.Exists(resolved)
            ? resolved
            : throw new EngineException(ErrorKind.InvalidArgument, "There is no such file.") { Target = resolved };
    }

    private string Locate()
    {
        using Process process = Process.GetCurrentProcess();
        return new PowerShellLocator(
            process.MainModule?.FileName,
            SessionState.PSVariable.GetValue("PSHOME") as string ?? "",
            Environment.GetEnvironmentVariable("PATH") ?? "").Find();
    }
}
