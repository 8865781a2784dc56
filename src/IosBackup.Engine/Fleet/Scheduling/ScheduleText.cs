using System;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>
/// A definition as one line of harmless ASCII, which every system keeps beside its own form of it: it marks what is
/// ours, and tools that print in some code page do not spoil it.
/// </summary>
internal static class ScheduleText
{
    private const string Mark = "iosbackup=1";
    private const string TimeFormat = @"hh\:mm";
    private const int LongestLine = 1 << 18;

    public static string Write(ScheduleDefinition definition) => string.Join("&",
    [
        Mark,
        Pair("name", definition.Name),
        Pair("shell", definition.PowerShellPath),
        Pair("file", definition.FilePath),
        .. definition.ArgumentList.Select(static argument => Pair("arg", argument)),
        .. definition.Times.Select(static time => Pair("at", time.ToString(TimeFormat, CultureInfo.InvariantCulture))),
        .. definition.Days.Distinct().OrderBy(static day => day).Select(static day => Pair("day", day.ToString())),
        Pair("limit", ((long)definition.TimeLimit.TotalSeconds).ToString(CultureInfo.InvariantCulture)),
    ]);

    /// <summary>The definition that a line stands for; null when it is none of ours, or damaged.</summary>
    public static ScheduleDefinition? Read(string? line)
    {
        if (line is null || line.Length > LongestLine || !line.StartsWith(Mark + "&", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            ILookup<string, string> values = line.Split('&').Select(static part => part.Split('='))
                .Where(static part => part.Length == 2)
                .ToLookup(static part => part[0], static part => Uri.UnescapeDataString(part[1]));
            ScheduleDefinition definition = new()
            {
                Name = values["name"].Single(),
                PowerShellPath = values["shell"].Single(),
                FilePath = values["file"].Single(),
                ArgumentList = [.. values["arg"]],
                At = [.. values["at"].Select(
                    static time => TimeSpan.ParseExact(time, TimeFormat, CultureInfo.InvariantCulture))],
                Days = [.. values["day"].Select(static day => ToDay(day))],
                TimeLimit = TimeSpan.FromSeconds(
                    int.Parse(values["limit"].Single(), NumberStyles.None, CultureInfo.InvariantCulture)),
            };
            definition.Check();
            return definition;
        }
        catch (Exception e) when (
            e is FormatException or OverflowException or ArgumentException or InvalidOperationException
                or EngineException)
        {
            return null;
        }
    }

    private static DayOfWeek ToDay(string text) =>
        Enum.TryParse(text, out DayOfWeek day) ? day : throw new FormatException("It is no day.");

    private static string Pair(string name, string value) => $"{name}={Uri.EscapeDataString(value)}";
}
