using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.PS.Tests.Help;

/// <summary>What platyPS says of a parameter in its yaml block.</summary>
internal sealed class ParameterFacts
{
    private readonly CmdletInfo _command;
    private readonly ParameterMetadata _parameter;

    public ParameterFacts(CmdletInfo command, ParameterMetadata parameter)
    {
        _command = command;
        _parameter = parameter;
    }

    public override string ToString()
    {
        KeyValuePair<string, ParameterSetMetadata>[] sets =
            [.. _parameter.ParameterSets.OrderBy(set => set.Key, StringComparer.Ordinal)];
        ParameterSetMetadata first = sets[0].Value;
        bool everywhere = sets[0].Key == ParameterAttribute.AllParameterSets
            || sets.Length == _command.ParameterSets.Count;
        Type type = Nullable.GetUnderlyingType(_parameter.ParameterType) ?? _parameter.ParameterType;
        Type element = type.GetElementType() ?? type;
        string values = element.IsEnum ? $"Accepted values: {string.Join(", ", Enum.GetNames(element))}\n" : "";
        return $"Type: {type.Name}\n"
            + $"Parameter Sets: {(everywhere ? "(All)" : string.Join(", ", sets.Select(set => set.Key)))}\n"
            + $"Aliases: {string.Join(", ", _parameter.Aliases)}".TrimEnd() + "\n"
            + values
            + "\n"
            + $"Required: {first.IsMandatory}\n"
            + $"Position: {(first.Position < 0 ? "Named" : first.Position)}\n"
            + $"Default value: {(first.IsMandatory ? "None" : DefaultValue(type))}\n"
            + $"Accept pipeline input: {Pipeline(sets.Select(set => set.Value))}\n"
            + $"Accept wildcard characters: {_parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any()}";
    }

    private static string Pipeline(IEnumerable<ParameterSetMetadata> sets)
    {
        List<string> ways = [];
        if (sets.Any(set => set.ValueFromPipelineByPropertyName))
        {
            ways.Add("ByPropertyName");
        }

        if (sets.Any(set => set.ValueFromPipeline))
        {
            ways.Add("ByValue");
        }

        return ways.Count == 0 ? "False" : $"True ({string.Join(", ", ways)})";
    }

    private string DefaultValue(Type type)
    {
        object? value = _command.ImplementingType.GetProperty(_parameter.Name)
            ?.GetValue(Activator.CreateInstance(_command.ImplementingType));
        return value switch
        {
            null => "None",
            SwitchParameter given => given.IsPresent.ToString(),
            Array { Length: 0 } => "None",
            Array many => string.Join(", ", many.Cast<object>()),
            _ when type == typeof(string) && value.ToString()!.Length == 0 => "None",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString()!,
        };
    }
}
