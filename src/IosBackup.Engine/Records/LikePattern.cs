using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.Engine.Records;

/// <summary>
/// Names with wildcards as patterns of SQL's LIKE, which does not tell the case of ASCII letters apart.
/// </summary>
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

    /// <summary>A condition that a column fits one of some names.</summary>
    public static void WhereLike(this RecordSelect select, string sql, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            select.Where(
                string.Join(" OR ", names.Select(_ => $"{sql} LIKE ? ESCAPE '\\'")), [.. names.Select(Of)]);
        }
    }
}
