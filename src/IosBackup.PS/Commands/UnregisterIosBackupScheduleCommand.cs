using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Scheduling;

namespace IosBackup.Commands;

/// <remarks>
/// Both parameters are in all parameter sets. An object of Get-IosBackupSchedule in the pipeline binds to both, because
/// it has a Name; it counts once.
/// </remarks>
[Cmdlet(VerbsLifecycle.Unregister, "IosBackupSchedule", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterIosBackupScheduleCommand : ScheduleCmdlet
{
    private IReadOnlyList<string> _names = [];

    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Name { get; set; }

    [Parameter(ValueFromPipeline = true)]
    [ScheduleTransformation]
    [ValidateNotNullOrEmpty]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackupSchedule[]? InputObject { get; set; }

    private protected override void PrepareRecord() => _names =
        InputObject is not null ? [.. InputObject.Select(static schedule => schedule.Name)]
        : Name ?? throw new EngineException(
            ErrorKind.InvalidArgument, "Give a schedule: with -Name, or from Get-IosBackupSchedule.");

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        foreach (string name in _names)
        {
            try
            {
                foreach (RegisteredSchedule schedule in Find(await Scheduler.ListAsync(stop), name))
                {
                    await RemoveAsync(schedule, stop);
                }
            }
            catch (EngineException error)
            {
                Fail(error, name);
            }
        }
    }

    private async Task RemoveAsync(RegisteredSchedule schedule, CancellationToken stop)
    {
        string name = schedule.Definition.Name;
        string places = string.Join(", ", Scheduler.LocationsOf(name));
        if (await AskAsync(() => ShouldProcess($"{name} ({places})")))
        {
            await Scheduler.UnregisterAsync(name, stop);
            Tell($"Removed {places}.");
        }
    }
}
