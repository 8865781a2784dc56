using System;
using System.Collections.Generic;
using IosBackup.Engine.Fleet.Scheduling;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

/// <summary>Definitions for tests.</summary>
internal static class Schedules
{
    public static ScheduleDefinition Nightly { get; } = With();

    public static ScheduleDefinition With(
        string name = "My Nightly",
        string shell = "/usr/bin/pwsh",
        IReadOnlyList<string>? arguments = null,
        IReadOnlyList<TimeSpan>? at = null,
        IReadOnlyList<DayOfWeek>? days = null,
        TimeSpan? limit = null) => new()
        {
            Name = name,
            PowerShellPath = shell,
            FilePath = "/home/mara/my scripts/back up.ps1",
            ArgumentList = arguments ?? ["-Path", "/srv/my backups"],
            At = at ?? [TimeSpan.FromHours(2)],
            Days = days ?? ScheduleDefinition.EveryDay,
            TimeLimit = limit ?? TimeSpan.FromHours(6),
        };
}
