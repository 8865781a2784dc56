using System;
using System.IO;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>The folders that a policy names: relative to its own, or below the home folder with a tilde.</summary>
/// <param name="folder">The policy's folder.</param>
internal sealed class PolicyPaths(string folder)
{
    private static readonly char[] s_separators = ['/', '\\'];

    /// <summary>Makes a path absolute.</summary>
    /// <param name="path">The path as it is written.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <returns>The absolute path; null when it names no folder of a file system.</returns>
    public string? Resolve(string path, out string problem)
    {
        problem = "It names a remote place or a drive of PowerShell. Mount it and name the folder.";
        if (NamesRemote(path))
        {
            return null;
        }

        try
        {
            return Path.GetFullPath(Path.Combine(folder, ReplaceHome(path)));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or IOException)
        {
            problem = "It is no path.";
            return null;
        }
    }

    /// <summary>Something before a colon that is no drive of Windows would become a folder of that name.</summary>
    private static bool NamesRemote(string path)
    {
        int colon = path.IndexOf(':');
        int separator = path.IndexOfAny(s_separators);
        bool isDrive = colon == 1 && Path.DirectorySeparatorChar == '\\';
        return colon > 0 && (separator < 0 || separator > colon) && !isDrive;
    }

    private static string ReplaceHome(string path) => path[0] == '~' && (path.Length == 1 || IsSeparator(path[1]))
        ? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path.Substring(1).TrimStart(s_separators))
        : path;

    private static bool IsSeparator(char character) => character == '/' || character == Path.DirectorySeparatorChar;
}
