using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using IosBackup.Pipeline;
using IosBackup.Scheduling;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupSchedule")]
[OutputType(typeof(IosBackupSchedule))]
public sealed class GetIosBackupScheduleCommand : ScheduleCmdlet
{
    private readonly HashSet<string> _seen = new(StringComparer.OrdinalIgnoreCase);

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ScheduleNameCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Name { get; set; } = ["*"];

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        IReadOnlyList<RegisteredSchedule> all = await Scheduler.ListAsync(stop);
        foreach (string name in Name)
        {
            try
            {
                foreach (RegisteredSchedule schedule in Find(all, name)
                    .Where(one => _seen.Add(one.Definition.Name)))
                {
                    await EmitAsync(schedule, stop);
                }
            }
            catch (EngineException error)
            {
                Fail(error, name);
            }
        }
    }
}
