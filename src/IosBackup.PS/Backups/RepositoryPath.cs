using System;
using System.IO;

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
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? Path.GetFullPath(ReplaceHome(path))
        : Path.Combine(Home, "IosBackups");

    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    private static string ReplaceHome(string path) =>
        path[0] == '~' && (path.Length == 1 || path[1] is '/' || path[1] == Path.DirectorySeparatorChar)
            ? Path.Combine(Home, path.TrimStart('~').TrimStart('/', Path.DirectorySeparatorChar))
            : path;
}
