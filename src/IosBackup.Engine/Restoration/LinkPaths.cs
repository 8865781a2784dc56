using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration;

/// <summary>Decides which symbolic links may be made.</summary>
internal static class LinkPaths
{
    /// <summary>
    /// Where a link may lead so that it stays below the destination, whatever other links there are: up from its own
    /// folder, which is a real one, and then only down. Null for any other target.
    /// </summary>
    /// <param name="folder">The path of the link's folder below the destination.</param>
    /// <param name="target">Where the link leads on the phone.</param>
    /// <param name="escape">Makes the name of a part of the path.</param>
    public static string? Contain(string folder, string? target, Func<string, string> escape)
    {
        if (string.IsNullOrEmpty(target) || target![0] == '/' || target.Contains('\0'))
        {
            return null;
        }

        List<string> parts = [.. target.Split('/').Where(static part => part is not ("" or "."))];
        int up = parts.TakeWhile(static part => part == "..").Count();
        int depth = folder.Length == 0 ? 0 : folder.Split('/').Length;
        bool stays = up <= depth && !parts.Skip(up).Contains("..") && parts.TrueForAll(EntryPaths.IsWellFormed);
        return !stays ? null
            : parts.Count == 0 ? "."
            : string.Join("/", parts.Select((part, i) => i < up ? part : escape(part)));
    }
}
