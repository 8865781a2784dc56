using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>Finds, reads and removes the files that hold schedules.</summary>
internal static class ScheduleFiles
{
    private const int LargestFile = 1 << 20;

    /// <summary>The files of a pattern and what they hold, but none that is too large to be ours.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/>.</exception>
    public static IReadOnlyList<(string Path, byte[] Content)> ReadAll(string folder, string pattern)
    {
        try
        {
            return !Directory.Exists(folder)
                ? []
                : [
                    .. new DirectoryInfo(folder).GetFiles(pattern)
                        .Where(static file => file.Exists && file.Length <= LargestFile)
                        .OrderBy(static file => file.Name, StringComparer.Ordinal)
                        .Select(static file => (file.FullName, File.ReadAllBytes(file.FullName))),
                ];
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, folder);
        }
    }

    /// <summary>Removes files, there or not.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/>.</exception>
    public static void Remove(params string[] paths)
    {
        foreach (string path in paths)
        {
            try
            {
                File.Delete(path);
            }
            catch (DirectoryNotFoundException)
            {
                // Then there is no file either.
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                throw FileErrors.ToException(e, path);
            }
        }
    }
}
