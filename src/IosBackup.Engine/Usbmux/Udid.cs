using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// Device identifiers: 40 hexadecimal digits up to iPhone X, <c>8-16</c> digits with a dash since. Some components leave
/// the dash out or change the case, so identifiers are compared without either. For protocol fields and file names the
/// spelling that the device itself gave is kept.
/// </summary>
public static class Udid
{
    private const int MaximumLength = 64;

    /// <summary>Compares identifiers whatever their case and dashes.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new SpellingComparer();

    /// <summary>Whether two spellings name the same device.</summary>
    public static bool Equals(string? left, string? right) =>
        left is not null && right is not null && Comparer.Equals(left, right);

    /// <summary>
    /// Whether the text can be an identifier: letters, digits and inner dashes only. Identifiers become file names, and
    /// they come from strangers.
    /// </summary>
    public static bool IsValid(string? text) =>
        text is { Length: > 0 and <= MaximumLength }
        && text[0] != '-'
        && text.All(static c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-');

    private static string Normalize(string udid) => udid.Replace("-", string.Empty).ToUpperInvariant();

    private sealed class SpellingComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) =>
            x is null || y is null ? x == y : string.Equals(Normalize(x), Normalize(y), StringComparison.Ordinal);

        public int GetHashCode(string obj) => StringComparer.Ordinal.GetHashCode(Normalize(obj));
    }
}
