using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Records;

/// <summary>
/// Names to choose by: in whatever case, <c>*</c> for any characters, <c>?</c> for one. Phone numbers are the same
/// number however they are written.
/// </summary>
internal sealed class NamePatterns
{
    private readonly IReadOnlyList<string> _patterns;
    private readonly HashSet<string> _numbers;

    public NamePatterns(IReadOnlyList<string> patterns)
    {
        _patterns = patterns;
        _numbers = [.. patterns.Select(PhoneNumbers.KeyOf).OfType<string>()];
    }

    /// <summary>Whether nothing is asked for, so that everything fits.</summary>
    public bool IsEmpty => _patterns.Count == 0;

    /// <summary>Whether one of some names fits one of the patterns.</summary>
    public bool Fits(params ReadOnlySpan<string?> names)
    {
        foreach (string? name in names)
        {
            if (!string.IsNullOrEmpty(name) && FitsOne(name!))
            {
                return true;
            }
        }

        return IsEmpty;
    }

    private bool FitsOne(string name)
    {
        if (_numbers.Count > 0 && PhoneNumbers.KeyOf(name) is string number && _numbers.Contains(number))
        {
            return true;
        }

        foreach (string pattern in _patterns)
        {
            if (Fits(pattern, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes time in proportion to both lengths: only the last star is ever gone back to.</summary>
    private static bool Fits(string pattern, string text)
    {
        int at = 0;
        int star = -1;
        int starText = 0;
        for (int i = 0; i < text.Length;)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                starText = i;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || IsSame(pattern[at], text[i])))
            {
                at++;
                i++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                i = ++starText;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }

    private static bool IsSame(char one, char other) =>
        one == other || char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
