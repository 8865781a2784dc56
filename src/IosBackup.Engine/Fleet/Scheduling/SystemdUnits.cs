using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// The two units of a schedule: systemd.service(5), systemd.timer(5), systemd.time(7) "Calendar Events". Sections whose
/// names begin with <c>X-</c> are left alone by systemd (systemd.unit(5)), so one of them keeps the definition.
/// </summary>
internal static class SystemdUnits
{
    private const string Key = "Schedule=";

    /// <summary>The service: a run is under way as long as it starts, so the limit is that of starting.</summary>
    public static byte[] Service(ScheduleDefinition definition) => Lines(
        "[Unit]",
        $"Description=IosBackup schedule {definition.Name}",
        "",
        "[Service]",
        "Type=oneshot",
        $"ExecStart={SystemdCommandLine.Of(definition.Command)}",
        $"TimeoutStartSec={Seconds(definition.TimeLimit)}s",
        "",
        "[X-IosBackup]",
        Key + ScheduleText.Write(definition));

    /// <summary>The timer. What was missed while the computer was off is made up for.</summary>
    public static byte[] Timer(ScheduleDefinition definition) => Lines(
    [
        "[Unit]",
        $"Description=IosBackup schedule {definition.Name}",
        "",
        "[Timer]",
        .. definition.Times.Select(time => "OnCalendar=" + Calendar(definition, time)),
        "Persistent=true",
        "",
        "[Install]",
        "WantedBy=timers.target",
    ]);

    /// <summary>The definition in a service; null when it is none of ours.</summary>
    public static ScheduleDefinition? Read(byte[] service) => ScheduleText.Read(
        Encoding.UTF8.GetString(service).Split('\n')
            .FirstOrDefault(static line => line.StartsWith(Key, StringComparison.Ordinal))
            ?.Substring(Key.Length).TrimEnd('\r'));

    private static string Calendar(ScheduleDefinition definition, TimeSpan time)
    {
        string days = definition.IsDaily
            ? ""
            : string.Join(",", definition.Days.Distinct().OrderBy(static day => day)
                .Select(static day => day.ToString().Substring(0, 3))) + " ";
        return days + "*-*-* " + time.ToString(@"hh\:mm\:ss", CultureInfo.InvariantCulture);
    }

    private static string Seconds(TimeSpan time) => ((long)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    private static byte[] Lines(params IEnumerable<string> lines) =>
        new UTF8Encoding(false).GetBytes(string.Join("\n", lines) + "\n");
}
