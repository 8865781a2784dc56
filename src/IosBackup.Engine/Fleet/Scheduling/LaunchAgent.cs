using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// The property list of a launch agent: launchd.plist(5). The definition is kept in the environment of the job, because
/// launchd knows no other place for what is not its own.
/// </summary>
/// <remarks>
/// launchd has no limit of the time that a job takes (TimeOut is none, and ExitTimeOut is that of ending), so a line of
/// shell watches over it. The command is given to it as arguments: no character of it is read as shell.
/// </remarks>
internal static class LaunchAgent
{
    public const string LabelPrefix = "iosbackup.";

    private const string Variable = "IOSBACKUP_SCHEDULE";
    private const string Watch =
        "limit=$1; shift; \"$@\" & run=$!; "
        + "(sleep \"$limit\"; kill -TERM \"$run\"; sleep 60; kill -KILL \"$run\") >/dev/null 2>&1 & watch=$!; "
        + "wait \"$run\"; code=$?; kill \"$watch\" 2>/dev/null; exit \"$code\"";

    /// <summary>The label of a name.</summary>
    public static string LabelOf(string name) => LabelPrefix + ScheduleDefinition.KeyOf(name);

    /// <summary>What launchd is to run.</summary>
    public static IReadOnlyList<string> Command(ScheduleDefinition definition) =>
    [
        "/bin/sh",
        "-c",
        Watch,
        "sh",
        ((long)definition.TimeLimit.TotalSeconds).ToString(CultureInfo.InvariantCulture),
        .. definition.Command,
    ];

    /// <summary>Writes the agent of a schedule.</summary>
    /// <param name="definition">The schedule.</param>
    /// <param name="home">The folder that it runs in.</param>
    public static byte[] Write(ScheduleDefinition definition, string home) => PropertyList.ToXml(new PlistDictionary
    {
        ["Label"] = LabelOf(definition.Name),
        ["ProgramArguments"] = new PlistArray(Command(definition).Select(static text => (PlistNode)text)),
        ["StartCalendarInterval"] = new PlistArray(Times(definition)),
        ["WorkingDirectory"] = home,
        ["EnvironmentVariables"] = new PlistDictionary { [Variable] = ScheduleText.Write(definition) },
    });

    /// <summary>The definition in an agent; null when it is none of ours.</summary>
    public static ScheduleDefinition? Read(byte[] content)
    {
        try
        {
            return ScheduleText.Read(
                PropertyList.ParseDictionary(content).GetDictionary("EnvironmentVariables")?.GetString(Variable));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }

    private static IEnumerable<PlistNode> Times(ScheduleDefinition definition)
    {
        foreach (TimeSpan time in definition.Times)
        {
            if (definition.IsDaily)
            {
                yield return Entry(time);
                continue;
            }

            foreach (DayOfWeek day in definition.Days.Distinct().OrderBy(static day => day))
            {
                PlistDictionary entry = Entry(time);
                entry["Weekday"] = (long)day;
                yield return entry;
            }
        }
    }

    private static PlistDictionary Entry(TimeSpan time) => new()
    {
        ["Hour"] = (long)time.Hours,
        ["Minute"] = (long)time.Minutes,
    };
}
