namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>A schedule that the system has.</summary>
/// <param name="Definition">What it was registered with.</param>
/// <param name="Location">The file or the task that holds it.</param>
public sealed record RegisteredSchedule(ScheduleDefinition Definition, string Location);
