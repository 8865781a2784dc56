using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>What <c>systemctl show</c> prints: a name, an equals sign and a value in each line.</summary>
internal static class SystemdAnswers
{
    private const int Exited = 1;
    private const int SignalBase = 128;

    private static readonly Regex s_time = new(
        @"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) UTC", RegexOptions.CultureInvariant);

    /// <summary>The status of a schedule.</summary>
    /// <param name="timer">The properties of the timer.</param>
    /// <param name="service">The properties of the service.</param>
    public static ScheduleStatus Status(string timer, string service)
    {
        Dictionary<string, string> timerValues = Values(timer);
        Dictionary<string, string> serviceValues = Values(service);
        return new ScheduleStatus
        {
            IsEnabled = timerValues.TryGetValue("UnitFileState", out string? state)
                && timerValues.TryGetValue("ActiveState", out string? active)
                    ? state == "enabled" && active == "active"
                    : null,
            NextRun = Time(timerValues, "NextElapseUSecRealtime"),
            LastRun = Time(timerValues, "LastTriggerUSec"),
            LastExitCode = ExitCode(serviceValues),
        };
    }

    /// <summary>The exit code; a run that goes on, and one that never was, have no time at which they ended.</summary>
    private static int? ExitCode(Dictionary<string, string> values) =>
        Time(values, "ExecMainExitTimestamp") is null
        || !values.TryGetValue("ExecMainStatus", out string? text)
        || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int status)
        || !values.TryGetValue("ExecMainCode", out string? how)
        || !int.TryParse(how, NumberStyles.None, CultureInfo.InvariantCulture, out int code)
            ? null
            : code == Exited ? status : SignalBase + status;

    private static DateTimeOffset? Time(Dictionary<string, string> values, string name) =>
        values.TryGetValue(name, out string? text)
        && s_time.Match(text) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups[1].Value,
            "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out DateTimeOffset time)
            ? time
            : null;

    private static Dictionary<string, string> Values(string output) => output.Split('\n')
        .Select(static line => line.Trim().Split(['='], 2))
        .Where(static parts => parts.Length == 2)
        .GroupBy(static parts => parts[0], StringComparer.Ordinal)
        .ToDictionary(static group => group.Key, static group => group.First()[1], StringComparer.Ordinal);
}
