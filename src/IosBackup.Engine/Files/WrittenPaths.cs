using System;
using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Paths as people write them where no shell reads them: in a variable, in a policy.</summary>
internal static class WrittenPaths
{
    private static readonly char[] s_separators = ['/', '\\'];

    /// <summary>
    /// Whether a path begins with something before a colon that is no drive of Windows: a remote place, or a drive that
    /// only PowerShell knows. It would become a folder of that name.
    /// </summary>
    public static bool NamesForeignDrive(string path)
    {
        int colon = path.IndexOf(':');
        int separator = path.IndexOfAny(s_separators);
        bool isWindowsDrive = colon == 1 && Path.DirectorySeparatorChar == '\\';
        return colon > 0 && (separator < 0 || separator > colon) && !isWindowsDrive;
    }

    /// <summary>The path with the user's home folder for a tilde at its beginning.</summary>
    public static string ReplaceHome(string path) => path[0] == '~' && (path.Length == 1 || IsSeparator(path[1]))
        ? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path.Substring(1).TrimStart(s_separators))
        : path;

    private static bool IsSeparator(char character) => character == '/' || character == Path.DirectorySeparatorChar;
}
