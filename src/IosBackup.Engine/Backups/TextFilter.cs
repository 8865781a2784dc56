using System;

namespace IosBackup.Engine.Backups;

/// <summary>A condition on a domain or a path.</summary>
public sealed record TextFilter
{
    private TextFilter(TextFilterKind kind, string pattern)
    {
        Kind = kind;
        Pattern = pattern ?? throw new ArgumentNullException(nameof(pattern));
    }

    /// <summary>How the pattern is compared.</summary>
    public TextFilterKind Kind { get; }

    /// <summary>What is compared with.</summary>
    public string Pattern { get; }

    /// <summary>The text is this one.</summary>
    public static TextFilter Exact(string text) => new(TextFilterKind.Exact, text);

    /// <summary>The text begins with this one, in the same case.</summary>
    public static TextFilter Prefix(string text) => new(TextFilterKind.Prefix, text);

    /// <summary>
    /// SQL's LIKE: <c>%</c> stands for any characters, <c>_</c> for one, a backslash takes the meaning from the
    /// character after it. The case of ASCII letters does not matter.
    /// </summary>
    public static TextFilter Like(string pattern) => new(TextFilterKind.Like, pattern);

    /// <summary>
    /// SQLite's GLOB: <c>*</c> stands for any characters, slashes among them, <c>?</c> for one, <c>[…]</c> for one of a
    /// set. The case matters.
    /// </summary>
    public static TextFilter Glob(string pattern) => new(TextFilterKind.Glob, pattern);
}
