using System;
using System.IO;

namespace IosBackup.Backups;

/// <summary>Where backups lie when nobody says where.</summary>
internal static class RepositoryPath
{
    /// <summary>The environment variable that names the repository.</summary>
    public const string Variable = "IOSBACKUP_REPOSITORY";

    /// <summary>The folder that the variable names, else <c>IosBackups</c> in the user's home.</summary>
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? path
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), "IosBackups");
}
