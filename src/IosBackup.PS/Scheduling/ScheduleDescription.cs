using IosBackup.Engine.Fleet.Scheduling;

namespace IosBackup.Scheduling;

/// <summary>Turns what the engine knows of schedules into what the cmdlets emit.</summary>
internal static class ScheduleDescription
{
    public static IosBackupSchedule Of(RegisteredSchedule schedule, ScheduleStatus status) => new()
    {
        Name = schedule.Definition.Name,
        FilePath = schedule.Definition.FilePath,
        ArgumentList = schedule.Definition.ArgumentList,
        PowerShellPath = schedule.Definition.PowerShellPath,
        At = schedule.Definition.At,
        DaysOfWeek = schedule.Definition.Days,
        TimeLimit = schedule.Definition.TimeLimit,
        IsEnabled = status.IsEnabled,
        NextRun = status.NextRun?.ToUniversalTime(),
        LastRun = status.LastRun?.ToUniversalTime(),
        LastExitCode = status.LastExitCode,
        Location = schedule.Location,
    };
}
