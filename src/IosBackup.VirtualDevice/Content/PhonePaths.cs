using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content;

/// <summary>Paths below a domain's root: separated by slashes, without a leading one, empty for the root.</summary>
internal static class PhonePaths
{
    /// <summary>The folder that holds a path; null for the root.</summary>
    public static string? Parent(string path)
    {
        if (path.Length == 0)
        {
            return null;
        }

        int slash = path.LastIndexOf('/');
        return slash < 0 ? "" : path.Substring(0, slash);
    }

    /// <summary>The root, then every folder on the way to a path, and the path itself.</summary>
    public static IEnumerable<string> WithAncestors(string path)
    {
        yield return "";
        for (int slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            yield return path.Substring(0, slash);
        }

        if (path.Length > 0)
        {
            yield return path;
        }
    }
}
