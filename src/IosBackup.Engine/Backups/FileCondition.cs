using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>
/// A query as a condition in SQL on the columns <c>domain</c>, <c>relativePath</c> and <c>flags</c>. Texts travel as
/// parameters. Where types of data may lie is in it; <see cref="Backup.Files"/> has the last word on them.
/// </summary>
internal sealed class FileCondition
{
    // Sorts after every text that goes on after a prefix.
    private const string LastCharacter = "\U0010FFFF";

    private readonly List<string> _parameters = [];
    private readonly int _firstParameter;

    /// <param name="query">The query.</param>
    /// <param name="firstParameter">Number of the first parameter that the condition may use.</param>
    public FileCondition(BackupFileQuery query, int firstParameter = 1)
    {
        _firstParameter = firstParameter;
        List<string> all =
        [
            "domain IS NOT NULL",
            "relativePath IS NOT NULL",
            $"flags & {(int)(query.Kinds & FileKind.Any)} <> 0",
        ];
        AddAlternatives(all, query.Domains, filter => Compare("domain", filter));
        AddAlternatives(all, query.Paths, filter => Compare("relativePath", filter));
        AddAlternatives(all, query.Scopes, Compare);
        AddAlternatives(all, DataTypes.ScopesOf(query.DataTypes), Compare);
        Sql = string.Join(" AND ", all);
    }

    /// <summary>The condition.</summary>
    public string Sql { get; }

    /// <summary>Gives a statement that contains the condition its parameters.</summary>
    public void Bind(SqliteStatement statement)
    {
        for (int i = 0; i < _parameters.Count; i++)
        {
            statement.Bind(_firstParameter + i, _parameters[i]);
        }
    }

    private static void AddAlternatives<T>(List<string> all, IReadOnlyList<T> filters, Func<T, string> compare)
    {
        if (filters.Count > 0)
        {
            all.Add(Or([.. filters.Select(compare)]));
        }
    }

    /// <summary>Joins alternatives as a balanced tree: the depth of expressions is limited, not their number.</summary>
    private static string Or(ReadOnlySpan<string> alternatives)
    {
        int half = alternatives.Length / 2;
        return alternatives.Length == 1
            ? alternatives[0]
            : $"({Or(alternatives.Slice(0, half))} OR {Or(alternatives.Slice(half))})";
    }

    private string Compare(FileScope scope) => (scope.Domain, scope.Path) switch
    {
        (TextFilter domain, TextFilter path) => $"({Compare("domain", domain)} AND {Compare("relativePath", path)})",
        (TextFilter domain, null) => Compare("domain", domain),
        (null, TextFilter path) => Compare("relativePath", path),
        _ => "1",
    };

    private string Compare(string column, TextFilter filter) => filter.Kind switch
    {
        TextFilterKind.Exact => $"{column} = {Parameter(filter.Pattern)}",
        TextFilterKind.Prefix =>
            $"({column} >= {Parameter(filter.Pattern)} AND {column} < {Parameter(filter.Pattern + LastCharacter)})",
        TextFilterKind.Like => $"{column} LIKE {Parameter(filter.Pattern)} ESCAPE '\\'",
        _ => $"{column} GLOB {Parameter(filter.Pattern)}",
    };

    private string Parameter(string value)
    {
        _parameters.Add(value);
        return $"?{_firstParameter + _parameters.Count - 1}";
    }
}
