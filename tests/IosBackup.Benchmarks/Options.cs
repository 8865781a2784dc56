using System;
using System.Collections.Generic;
using System.Globalization;

namespace IosBackup.Benchmarks;

/// <summary>The options of a benchmark: <c>--name value</c>.</summary>
internal sealed class Options
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public Options(ReadOnlySpan<string> arguments)
    {
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            _values[arguments[i].TrimStart('-')] = arguments[i + 1];
        }
    }

    /// <summary>A text; what is given when it is not there.</summary>
    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    /// <summary>A number; what is given when it is not there.</summary>
    public int Number(string name, int otherwise) => _values.TryGetValue(name, out string? value)
        ? int.Parse(value, CultureInfo.InvariantCulture)
        : otherwise;
}
