using System.Collections.Generic;
using System.Linq;
using CsCheck;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

/// <summary>Arguments that break whoever forgets to quote.</summary>
internal static class HostileText
{
    private static readonly string[] s_pieces =
    [
        " ", "  ", "\"", "\"\"", "'", "%", "%%", "%h", "%PATH%", "$", "$$", "$HOME", "${HOME}", "$(Arg0)", "$(id)",
        "\\", "\\\\", "\\\"", ";", "#", "&", "|", "<", ">", "^", "`", "!", "*", "?", "~", "(", ")", "[", "]",
        "{", "}", "=", ",", "@", "+", "-", "--", ":", "/", "a", "B9", "ü", "€", "日本", "😀", "\u00A0", "–",
        "&amp;", "]]>", "<!--", "\\n", "\\x20",
    ];

    /// <summary>One argument; the empty one too.</summary>
    public static Gen<string> One { get; } = Gen.Int[0, s_pieces.Length - 1].Array[0, 8]
        .Select(static chosen => string.Concat(chosen.Select(static index => s_pieces[index])));

    /// <summary>Several arguments.</summary>
    public static Gen<string[]> Several { get; } = One.Array[0, 6];

    /// <summary>Each piece alone, before, after and between letters, and twice: what a judge sees in one go.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "",
        .. s_pieces.SelectMany(static piece => (string[])
            [piece, "x" + piece, piece + "x", "x" + piece + "y", "a b" + piece, piece + "a b", piece + piece]),
    ];
}
