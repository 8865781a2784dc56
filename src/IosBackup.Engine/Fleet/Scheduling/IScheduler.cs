using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// The scheduler of an operating system, as far as schedules of this module go; those of others are not seen.
/// </summary>
/// <remarks>
/// Members throw <see cref="EngineException"/>: <see cref="ErrorKind.SchedulerUnavailable"/> when the system's tool is
/// missing or fails, and the kinds of files.
/// </remarks>
public interface IScheduler
{
    /// <summary>The files or tasks that a schedule of a name has, existing or not.</summary>
    IReadOnlyList<string> LocationsOf(string name);

    /// <summary>The schedules of the present user, by name.</summary>
    Task<IReadOnlyList<RegisteredSchedule>> ListAsync(CancellationToken stop);

    /// <summary>What the system tells of a schedule now.</summary>
    Task<ScheduleStatus> DescribeAsync(RegisteredSchedule schedule, CancellationToken stop);

    /// <summary>Checks that this system can run a definition as it is, without doing anything.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    void Check(ScheduleDefinition definition);

    /// <summary>Registers a schedule. When that fails, all is as it was before.</summary>
    /// <param name="definition">What to run, and when.</param>
    /// <param name="replace">Whether one of the same name gives way.</param>
    /// <param name="stop">Stops it.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ScheduleExists"/>, <see cref="ErrorKind.InvalidArgument"/> and others.
    /// </exception>
    Task<RegisteredSchedule> RegisterAsync(ScheduleDefinition definition, bool replace, CancellationToken stop);

    /// <summary>Ends a schedule.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ScheduleNotFound"/> and others.</exception>
    Task UnregisterAsync(string name, CancellationToken stop);

    /// <summary>
    /// Whether schedules stand still while this user is not logged in, though the system could run them.
    /// </summary>
    Task<bool> IsLingeringOffAsync(CancellationToken stop);
}
