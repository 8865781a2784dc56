using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;

namespace IosBackup.Engine.Files;

/// <summary>Tells whether paths that are written differently lead to one folder.</summary>
internal static class FolderPaths
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private static readonly char[] s_separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>Whether two paths lead to the same folder, which need not exist.</summary>
    public static bool AreSame(string left, string right)
    {
        bool hasCase = RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
        return string.Equals(
            Resolve(left),
            Resolve(right),
            hasCase ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The folder at the end of all links on the way, without a separator behind its name.</summary>
    public static string Resolve(string folder)
    {
        string path = Path.GetFullPath(folder);
        string resolved = Path.GetPathRoot(path)!;
        Stack<string> rest = new();
        Push(rest, path.Substring(resolved.Length));
        for (int links = 0; rest.Count > 0;)
        {
            string step = rest.Pop();
            string next = Path.Combine(resolved, step);
            if (step == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
            }
            else if (links < MostLinks && TargetOf(new DirectoryInfo(next)) is string target)
            {
                links++;
                string root = Path.GetPathRoot(target)!;
                resolved = root.Length > 0 ? Path.GetFullPath(root) : resolved;
                Push(rest, target.Substring(root.Length));
            }
            else
            {
                resolved = next;
            }
        }

        return resolved;
    }

    /// <summary>Where a link says that it leads; null when it is none, or that cannot be known.</summary>
    public static string? TargetOf(DirectoryInfo folder)
    {
        try
        {
            return FileLinks.IsLink(folder) ? SymbolicLinks.ReadTarget(folder.FullName) : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // One may write below folders that one may not look at.
            return null;
        }
    }

    private static void Push(Stack<string> rest, string path)
    {
        string[] steps = path.Split(s_separators, StringSplitOptions.RemoveEmptyEntries);
        foreach (string step in Enumerable.Reverse(steps).Where(static step => step != "."))
        {
            rest.Push(step);
        }
    }
}
