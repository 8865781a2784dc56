using System;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Backups;

/// <summary>The rules that domains and paths of backups keep. What breaks them is an attack or damage.</summary>
internal static class EntryPaths
{
    /// <summary>Refuses a place that a phone could not mean.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.UnsafePath"/>.</exception>
    public static void Require(string domain, string relativePath)
    {
        if (!AreSafe(domain, relativePath))
        {
            throw new EngineException(ErrorKind.UnsafePath, "A domain or path leads elsewhere.")
            {
                Target = $"{domain}-{relativePath}",
            };
        }
    }

    /// <summary>Whether a place is one that a phone could mean.</summary>
    public static bool AreSafe(string domain, string relativePath) => domain.Length > 0
        && domain.IndexOf('/') < 0
        && domain.IndexOf('\0') < 0
        && !domain.Contains("..", StringComparison.Ordinal)
        && relativePath.IndexOf('\0') < 0
        && IsWellFormed(domain)
        && IsWellFormed(relativePath)
        && (relativePath.Length == 0 || Array.TrueForAll(
            relativePath.Split('/'), static part => part.Length > 0 && part is not ("." or "..")));

    /// <summary>The path of the directory above; null above a domain's root.</summary>
    public static string? ParentOf(string relativePath) => relativePath.Length == 0
        ? null
        : relativePath.Substring(0, Math.Max(0, relativePath.LastIndexOf('/')));

    /// <summary>Whether a text has no unpaired surrogates, which UTF-8 has no form for.</summary>
    public static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
