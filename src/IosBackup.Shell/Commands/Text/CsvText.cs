using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Shell.Commands.Text;

/// <summary>Writes objects as lines of comma-separated values; the first object decides on the columns.</summary>
internal sealed class CsvText
{
    private readonly char _delimiter;
    private IReadOnlyList<string>? _columns;

    public CsvText(char delimiter) => _delimiter = delimiter;

    /// <summary>Takes over the columns of a file that is continued.</summary>
    public void UseColumns(IReadOnlyList<string> columns) => _columns = columns;

    /// <summary>The lines of an object; before the first object, the line of the columns.</summary>
    public IEnumerable<string> Lines(PSObject item)
    {
        IDictionary? table = item.BaseObject as IDictionary;
        if (_columns is null)
        {
            _columns = table is not null
                ? [.. table.Keys.Cast<object>().Select(key => key.ToString()!)]
                : [.. item.Properties.Select(property => property.Name)];
            yield return Join(_columns);
        }

        yield return Join(_columns.Select(column => Text(
            table is not null ? table[column] : item.Properties[column]?.Value)));
    }

    /// <summary>Reads one record, which may go over several lines.</summary>
    /// <returns>The values, or null at the end.</returns>
    public List<string>? Read(Func<string?> nextLine)
    {
        if (nextLine() is not { } line)
        {
            return null;
        }

        List<string> values = [];
        StringBuilder value = new();
        bool quoted = false;
        for (int at = 0; ; at++)
        {
            if (at == line.Length)
            {
                if (!quoted || nextLine() is not { } next)
                {
                    values.Add(value.ToString());
                    return values;
                }

                value.Append('\n');
                line = next;
                at = -1;
            }
            else if (line[at] == '"')
            {
                bool escaped = quoted && at + 1 < line.Length && line[at + 1] == '"';
                quoted ^= !escaped;
                value.Append(escaped ? "\"" : "");
                at += escaped ? 1 : 0;
            }
            else if (line[at] == _delimiter && !quoted)
            {
                values.Add(value.ToString());
                value.Clear();
            }
            else
            {
                value.Append(line[at]);
            }
        }
    }

    private static string? Text(object? value) => value switch
    {
        null => null,
        _ => LanguagePrimitives.ConvertTo<string>(value is IEnumerable and not string ? value.ToString() : value),
    };

    private static string Quoted(string? value) =>
        value is null ? "" : '"' + value.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private string Join(IEnumerable<string?> values) => string.Join(_delimiter, values.Select(Quoted));
}
