using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.Records;

/// <summary>PowerShell's wildcards as patterns of SQL's LIKE, which the engine takes.</summary>
internal static class LikePattern
{
    /// <summary>Turns <c>*</c> and <c>?</c> into <c>%</c> and <c>_</c>; a backtick takes their meaning.</summary>
    public static string Of(string wildcards)
    {
        StringBuilder pattern = new();
        bool isLiteral = false;
        foreach (char c in wildcards)
        {
            if (c == '`' && !isLiteral)
            {
                isLiteral = true;
                continue;
            }

            pattern.Append(c switch
            {
                '*' when !isLiteral => "%",
                '?' when !isLiteral => "_",
                '%' or '_' or '\\' => "\\" + c,
                _ => c.ToString(),
            });
            isLiteral = false;
        }

        return pattern.ToString();
    }

    /// <summary>Turns each of some patterns.</summary>
    public static IReadOnlyList<string> Of(string[]? wildcards) => [.. (wildcards ?? []).Select(Of)];
}
