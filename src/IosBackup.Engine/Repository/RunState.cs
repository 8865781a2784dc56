using System;
using System.Diagnostics;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// What is written down about a run in staging before the device is asked: whether a later run may go on with it
/// depends on it. A staging without it was never ready.
/// </summary>
internal sealed record RunState
{
    /// <summary>The run of the generation that staging is a clone of; empty for none.</summary>
    public required string BaseUuid { get; init; }

    /// <summary>What the run is limited to; empty for a whole backup. Runs with different limits never mix.</summary>
    public required string Filter { get; init; }

    /// <summary>
    /// Identifies the time since the machine was started: files that arrived in it are whole, since they get their
    /// names when they are; a power cut may have taken the content of earlier ones.
    /// </summary>
    public required string Boot { get; init; }

    /// <summary>Identifies the time since this machine was started.</summary>
    public static string CurrentBoot { get; } = ReadBoot();

    /// <summary>Reads the state; null when there is none or it is damaged.</summary>
    public static RunState? Read(string path)
    {
        try
        {
            PlistDictionary values = PropertyList.ParseDictionary(File.ReadAllBytes(path));
            return new RunState
            {
                BaseUuid = values.GetString(nameof(BaseUuid)) ?? string.Empty,
                Filter = values.GetString(nameof(Filter)) ?? string.Empty,
                Boot = values.GetString(nameof(Boot)) ?? string.Empty,
            };
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            return null;
        }
    }

    /// <summary>Writes the state down.</summary>
    public void Write(FileLayer files, string path) => files.Replace(path, PropertyList.ToXml(new PlistDictionary
    {
        [nameof(BaseUuid)] = BaseUuid,
        [nameof(Filter)] = Filter,
        [nameof(Boot)] = Boot,
    }));

    private static string ReadBoot()
    {
        const string LinuxBootId = "/proc/sys/kernel/random/boot_id";
        if (File.Exists(LinuxBootId))
        {
            return File.ReadAllText(LinuxBootId).Trim();
        }

        // The moment of the start itself. A clock that was set since makes it another one, which costs time only.
        const int Grain = 10;
        long up = Stopwatch.GetTimestamp() / Stopwatch.Frequency;
        long started = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - up;
        return $"{Environment.MachineName} {started / Grain}";
    }
}
