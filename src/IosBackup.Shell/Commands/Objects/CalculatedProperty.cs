using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace IosBackup.Shell.Commands.Objects;

/// <summary>
/// A property as commands take it: a name, with or without wildcards, a script block, or a table with Name (Label) and
/// Expression.
/// </summary>
internal sealed class CalculatedProperty
{
    private static readonly string[] s_nameKeys = ["Name", "Label", "N", "L"];
    private static readonly string[] s_expressionKeys = ["Expression", "E"];

    private readonly PSPropertyExpression _expression;
    private readonly IDictionary? _table;
    private readonly string? _name;

    public CalculatedProperty(object specification)
    {
        object value = specification is PSObject wrapped ? wrapped.BaseObject : specification;
        _table = value as IDictionary;
        _name = _table is null ? null : Find(s_nameKeys)?.ToString();
        _expression = ToExpression(_table is null ? value : Find(s_expressionKeys) ?? _name);
    }

    /// <summary>Makes one of each specification.</summary>
    public static List<CalculatedProperty> All(IEnumerable<object>? specifications) =>
        [.. (specifications ?? []).Select(specification => new CalculatedProperty(specification))];

    /// <summary>What the table says under a key, when there is a table and it has the key.</summary>
    public object? Option(string key) => Find([key]);

    /// <summary>The names and values that an object has for this.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Values(PSObject input)
    {
        if (_expression.Script is null && _expression.HasWildCardCharacters)
        {
            foreach (PSPropertyExpression resolved in _expression.ResolveNames(input))
            {
                yield return new KeyValuePair<string, object?>(
                    resolved.ToString(), resolved.GetValues(input).FirstOrDefault()?.Result);
            }
        }
        else
        {
            yield return new KeyValuePair<string, object?>(_name ?? _expression.ToString(), Value(input));
        }
    }

    /// <summary>The one value that an object has for this; null when it has none.</summary>
    public object? Value(PSObject input) => _expression.GetValues(input).FirstOrDefault()?.Result;

    /// <summary>Whether an object has the property at all.</summary>
    public bool Exists(PSObject input) =>
        _expression.Script is not null || _expression.ResolveNames(input).Count > 0;

    public override string ToString() => _name ?? _expression.ToString();

    private static PSPropertyExpression ToExpression(object? value) => value switch
    {
        ScriptBlock script => new PSPropertyExpression(script),
        null => throw new PSArgumentException("A calculated property needs an Expression."),
        _ => new PSPropertyExpression(value.ToString()),
    };

    private object? Find(IEnumerable<string> keys)
    {
        foreach (DictionaryEntry entry in _table ?? new Hashtable())
        {
            if (keys.Contains(entry.Key.ToString(), StringComparer.OrdinalIgnoreCase))
            {
                return entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value;
            }
        }

        return null;
    }
}
