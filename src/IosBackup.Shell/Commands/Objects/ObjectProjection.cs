using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

/// <summary>Makes new objects of chosen properties.</summary>
internal sealed class ObjectProjection
{
    private readonly List<CalculatedProperty> _properties;
    private readonly List<WildcardPattern> _excluded;
    private readonly CalculatedProperty? _expanded;

    public ObjectProjection(object[]? properties, string[]? excluded, string? expanded)
    {
        bool all = properties is null && excluded is not null && expanded is null;
        _properties = CalculatedProperty.All(all ? ["*"] : properties);
        _excluded = [.. (excluded ?? []).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        _expanded = expanded is null ? null : new CalculatedProperty(expanded);
    }

    /// <summary>What becomes of an object: itself when nothing was chosen.</summary>
    public IEnumerable<PSObject> Apply(PSObject input, Action<ErrorRecord> report)
    {
        if (_expanded is not null)
        {
            return Expand(input, report);
        }

        return [_properties.Count == 0 ? input : Pick(input)];
    }

    /// <summary>Whether two objects are the same to Select-Object -Unique.</summary>
    public static bool Same(PSObject left, PSObject right)
    {
        PropertyComparer comparer = new(caseSensitive: true);
        if (left.BaseObject is not PSCustomObject || right.BaseObject is not PSCustomObject)
        {
            return comparer.Compare(left.BaseObject, right.BaseObject) == 0;
        }

        return left.Properties.Count() == right.Properties.Count() && left.Properties.All(property =>
            right.Properties[property.Name] is { } other && comparer.Compare(property.Value, other.Value) == 0);
    }

    private PSObject Pick(PSObject input)
    {
        PSObject result = new();
        foreach (KeyValuePair<string, object?> value in _properties.SelectMany(property => property.Values(input)))
        {
            if (result.Properties[value.Key] is null && !_excluded.Any(pattern => pattern.IsMatch(value.Key)))
            {
                result.Properties.Add(new PSNoteProperty(value.Key, value.Value));
            }
        }

        result.TypeNames.Insert(0, "Selected." + input.TypeNames[0]);
        return result;
    }

    private IEnumerable<PSObject> Expand(PSObject input, Action<ErrorRecord> report)
    {
        if (!_expanded!.Exists(input))
        {
            report(new ErrorRecord(
                new PSArgumentException($"Property \"{_expanded}\" cannot be found."),
                "ExpandPropertyNotFound",
                ErrorCategory.InvalidArgument,
                input));
            yield break;
        }

        object? value = _expanded.Value(input);
        IEnumerable? many = LanguagePrimitives.GetEnumerable(value);
        foreach (object? item in many ?? new[] { value })
        {
            if (item is null)
            {
                continue;
            }

            PSObject result = PSObject.AsPSObject(item);
            foreach (KeyValuePair<string, object?> extra in _properties.SelectMany(one => one.Values(input)))
            {
                result.Properties.Add(new PSNoteProperty(extra.Key, extra.Value));
            }

            yield return result;
        }
    }
}
