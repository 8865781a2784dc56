using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Runs;

namespace IosBackup.Backups;

/// <summary>
/// PowerShell's wildcard patterns for texts of a manifest. SQL preselects by a pattern that fits no less, the exact one
/// has the last word.
/// </summary>
internal sealed class ItemPatterns
{
    private readonly WildcardPattern[] _patterns;
    private readonly string[] _texts;

    public ItemPatterns(IEnumerable<string> patterns)
    {
        _texts = [.. patterns];
        _patterns = [.. _texts.Select(static text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase))];

        // A pattern is taken apart when it is first used, and where SQL finds nothing it would never be.
        Fits(string.Empty);
    }

    /// <summary>Patterns for the ids of apps.</summary>
    public static IEnumerable<AppPattern> ToApps(IEnumerable<string> patterns) => patterns.Select(
        static text => new AppPattern(
            text, !WildcardPattern.ContainsWildcardCharacters(text), new ItemPatterns([text]).Fits));

    /// <summary>Whether a text fits one of the patterns.</summary>
    public bool Fits(string text) => Array.Exists(_patterns, pattern => pattern.IsMatch(text));

    /// <summary>Conditions that every text that fits meets.</summary>
    /// <param name="beginning">A LIKE pattern for what stands before the text.</param>
    public IReadOnlyList<TextFilter> ToFilters(string beginning = "") =>
        [.. _texts.Select(text => TextFilter.Like(beginning + ToLike(text)))];

    /// <summary>
    /// A LIKE pattern that fits at least what the wildcard pattern fits. LIKE knows no sets, ignores the case of ASCII
    /// letters only, and counts characters otherwise beyond the first plane.
    /// </summary>
    private static string ToLike(string pattern)
    {
        StringBuilder like = new();
        for (int i = 0; i < pattern.Length; i++)
        {
            char next = pattern[i];
            if (next == '`' && i + 1 < pattern.Length)
            {
                Append(like, pattern[++i]);
            }
            else if (next == '[')
            {
                int end = pattern.IndexOf(']', i + 1);
                like.Append('%');
                i = end < 0 ? pattern.Length : end;
            }
            else if (next is '*' or '?')
            {
                like.Append('%');
            }
            else
            {
                Append(like, next);
            }
        }

        return like.ToString();
    }

    private static void Append(StringBuilder like, char character)
    {
        if (character > '\x7F')
        {
            like.Append('%');
            return;
        }

        if (character is '%' or '_' or '\\')
        {
            like.Append('\\');
        }

        like.Append(character);
    }
}
