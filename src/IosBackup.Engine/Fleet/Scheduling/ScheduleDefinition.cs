using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>What is to run and when: one script file in PowerShell, at times of day, as the present user.</summary>
public sealed record ScheduleDefinition
{
    /// <summary>The most characters that a name may have.</summary>
    public const int LongestName = 64;

    /// <summary>Windows starts no program with a command line of more than 32,767 characters.</summary>
    private const int LongestCommand = 16_000;
    private const int MostTimes = 48;
    private const int LastXmlCharacter = 0xFFFD;

    private static readonly Regex s_name = new(
        @"\A[A-Za-z0-9]([A-Za-z0-9 _-]*[A-Za-z0-9])?\z", RegexOptions.CultureInvariant);

    /// <summary>All days, beginning with Sunday.</summary>
    public static IReadOnlyList<DayOfWeek> EveryDay { get; } =
        [.. Enumerable.Range(0, 7).Select(static day => (DayOfWeek)day)];

    /// <summary>
    /// By what people know it: ASCII letters, digits, spaces, <c>-</c> and <c>_</c>, at most
    /// <see cref="LongestName"/>. Names that differ in case only are the same.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The full path of the PowerShell that runs the script.</summary>
    public required string PowerShellPath { get; init; }

    /// <summary>The full path of the script.</summary>
    public required string FilePath { get; init; }

    /// <summary>What the script is given, as <c>-File</c> takes it: names of parameters and texts.</summary>
    public IReadOnlyList<string> ArgumentList { get; init; } = [];

    /// <summary>Times of day on the computer's clock, in whole minutes.</summary>
    public required IReadOnlyList<TimeSpan> At { get; init; }

    /// <summary>The days on which it runs.</summary>
    public IReadOnlyList<DayOfWeek> Days { get; init; } = EveryDay;

    /// <summary>After how long a run is ended, in whole seconds.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>The program and its arguments, each as the program is to get it.</summary>
    public IReadOnlyList<string> Command =>
        [PowerShellPath, "-NoProfile", "-NonInteractive", "-File", FilePath, .. ArgumentList];

    /// <summary>The name as a part of file names: two that mean the same schedule have the same.</summary>
    internal string Key => KeyOf(Name);

    /// <summary>Whether it runs on all days.</summary>
    internal bool IsDaily => Days.Distinct().Count() == EveryDay.Count;

    /// <summary>The times in their order, each once.</summary>
    internal IEnumerable<TimeSpan> Times => At.Distinct().OrderBy(static time => time);

    /// <summary>Two names that mean the same schedule have the same key.</summary>
    internal static string KeyOf(string name) => name.ToLowerInvariant().Replace(' ', '.');

    /// <summary>Checks a name.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public static void CheckName(string name)
    {
        if (name.Length > LongestName || !s_name.IsMatch(name))
        {
            throw Wrong(
                $"A name has at most {LongestName} letters (A to Z), digits, spaces, - and _, and begins and ends with "
                + "a letter or digit.",
                name);
        }
    }

    /// <summary>Checks that every system can take it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>.</exception>
    public void Check()
    {
        CheckName(Name);
        foreach (string text in Command)
        {
            CheckText(text);
        }

        if (Command.Sum(static text => (long)text.Length + 1) > LongestCommand)
        {
            throw Wrong($"The command has more than {LongestCommand} characters.", Name);
        }

        if (At.Count is 0 or > MostTimes || At.Any(static time => !IsTimeOfDay(time)))
        {
            throw Wrong($"Give 1 to {MostTimes} times of day, from 00:00 to 23:59 and in whole minutes.", Name);
        }

        if (Days.Count == 0 || Days.Any(static day => day is < DayOfWeek.Sunday or > DayOfWeek.Saturday))
        {
            throw Wrong("Give at least one day.", Name);
        }

        if (TimeLimit < TimeSpan.FromMinutes(1) || TimeLimit > TimeSpan.FromDays(31))
        {
            throw Wrong("The time limit is at least one minute, and at most 31 days.", Name);
        }
    }

    private static bool IsTimeOfDay(TimeSpan time) =>
        time >= TimeSpan.Zero && time < TimeSpan.FromDays(1) && time.Ticks % TimeSpan.TicksPerMinute == 0;

    /// <summary>Lines end units, and XML has no form for most control characters and for half characters.</summary>
    private static void CheckText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            bool pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (char.IsControl(text[i]) || text[i] > LastXmlCharacter || (char.IsSurrogate(text[i]) && !pair))
            {
                throw Wrong("Line ends and other control characters cannot be part of a scheduled command.", text);
            }

            i += pair ? 1 : 0;
        }
    }

    private static EngineException Wrong(string message, string target) =>
        new(ErrorKind.InvalidArgument, message) { Target = target };
}
