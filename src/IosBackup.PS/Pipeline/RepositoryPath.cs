using System;
using System.IO;

namespace IosBackup.Pipeline;

/// <summary>The repository that is used when none is given.</summary>
internal static class RepositoryPath
{
    /// <summary>The environment variable that names it.</summary>
    public const string Variable = "IOSBACKUP_REPOSITORY";

    private const string FolderName = "IosBackups";

    /// <summary>What <see cref="Variable"/> says, else <c>IosBackups</c> in the user's home.</summary>
    public static string Default => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path
        ? Path.GetFullPath(path)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), FolderName);
}
