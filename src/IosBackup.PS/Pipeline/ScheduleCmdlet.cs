using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using IosBackup.Errors;
using IosBackup.Scheduling;

namespace IosBackup.Pipeline;

/// <summary>The base of cmdlets about schedules of this user.</summary>
public abstract class ScheduleCmdlet : EngineCmdlet
{
    private IScheduler? _scheduler;
    private bool _silent;

    /// <summary>The scheduler of this system.</summary>
    private protected IScheduler Scheduler => _scheduler ??= Schedulers.ForThisUser();

    /// <summary>Emits a schedule, with what the system tells of it; says once when it tells nothing.</summary>
    private protected async Task EmitAsync(RegisteredSchedule schedule, CancellationToken stop)
    {
        ScheduleStatus status = new();
        if (!_silent)
        {
            try
            {
                status = await Scheduler.DescribeAsync(schedule, stop);
            }
            catch (EngineException e) when (e.Kind == ErrorKind.SchedulerUnavailable)
            {
                _silent = true;
                Warn($"Whether and when schedules run is not known. {ErrorCatalog.Describe(e)}");
            }
        }

        Emit(ScheduleDescription.Of(schedule, status));
    }

    /// <summary>The schedules that a name with or without wildcards stands for.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ScheduleNotFound"/>: it has no wildcards, and there is none of that name.
    /// </exception>
    private protected static IReadOnlyList<RegisteredSchedule> Find(
        IReadOnlyList<RegisteredSchedule> all, string name)
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
        RegisteredSchedule[] found = [.. all.Where(schedule => pattern.IsMatch(schedule.Definition.Name))];
        return found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name)
            ? found
            : throw new EngineException(ErrorKind.ScheduleNotFound, "No schedule has that name.") { Target = name };
    }

    /// <summary>Whether two names mean the same schedule.</summary>
    private protected static bool AreSame(string left, string right) =>
        string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
