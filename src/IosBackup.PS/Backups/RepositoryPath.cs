using System;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Backups;

/// <summary>Where backups lie when nobody says where.</summary>
internal static class RepositoryPath
{
    /// <summary>The environment variable that names the repository.</summary>
    public const string Variable = "IOSBACKUP_REPOSITORY";

    /// <summary>
    /// The folder that the variable names, else <c>IosBackups</c> in the user's home. A relative one is below the
    /// process's own folder, wherever PowerShell's location is: all commands mean the same place.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: it begins with a drive that only PowerShell knows.
    /// </exception>
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? Path.GetFullPath(WrittenPaths.ReplaceHome(RefuseDrive(path)))
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "IosBackups");

    /// <summary>The same, for what does without it when the variable is wrong.</summary>
    public static string? DefaultOrNull
    {
        get
        {
            try
            {
                return Default;
            }
            catch (EngineException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Drives are a session's own, and the variable is for all: there would be a folder of that name.
    /// </summary>
    private static string RefuseDrive(string path) => WrittenPaths.NamesForeignDrive(path)
        ? throw new EngineException(
            ErrorKind.InvalidArgument,
            $"{Variable} is '{path}', which begins with a drive of PowerShell: name the folder itself.")
        {
            Target = Variable,
        }
        : path;
}
