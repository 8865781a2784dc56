using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet(VerbsDiagnostic.Measure, "Object")]
public sealed class MeasureObjectCommand : PSCmdlet
{
    private readonly Dictionary<string, List<object>> _values = [];
    private int _count;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Sum { get; set; }

    [Parameter]
    public SwitchParameter Average { get; set; }

    [Parameter]
    public SwitchParameter Minimum { get; set; }

    [Parameter]
    public SwitchParameter Maximum { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        _count++;
        foreach (CalculatedProperty property in CalculatedProperty.All(Property))
        {
            foreach (KeyValuePair<string, object?> value in property.Values(InputObject))
            {
                Add(value.Key, value.Value);
            }
        }

        if (Property is null)
        {
            Add("", InputObject.BaseObject);
        }
    }

    protected override void EndProcessing()
    {
        if (Property is null)
        {
            Write(null, _count, _values.GetValueOrDefault("", []));
        }

        foreach (KeyValuePair<string, List<object>> measured in _values.Where(entry => entry.Key.Length > 0))
        {
            Write(measured.Key, measured.Value.Count, measured.Value);
        }
    }

    private void Add(string name, object? value)
    {
        if (!_values.TryGetValue(name, out List<object>? values))
        {
            _values[name] = values = [];
        }

        if (value is not null)
        {
            values.Add(value);
        }
    }

    private void Write(string? property, int count, List<object> values)
    {
        List<double> numbers = Sum || Average ? Numbers(values) : [];
        PropertyComparer comparer = new(caseSensitive: false);
        PSObject result = new();
        result.TypeNames.Insert(0, "Microsoft.PowerShell.Commands.GenericMeasureInfo");
        result.Properties.Add(new PSNoteProperty("Count", count));
        result.Properties.Add(new PSNoteProperty("Average", Average && numbers.Count > 0 ? numbers.Average() : null));
        result.Properties.Add(new PSNoteProperty("Sum", Sum ? numbers.Sum() : null));
        result.Properties.Add(new PSNoteProperty("Maximum", Maximum ? Number(values.Max(comparer)) : null));
        result.Properties.Add(new PSNoteProperty("Minimum", Minimum ? Number(values.Min(comparer)) : null));
        result.Properties.Add(new PSNoteProperty("StandardDeviation", null));
        result.Properties.Add(new PSNoteProperty("Property", property));
        WriteObject(result);
    }

    private List<double> Numbers(List<object> values)
    {
        List<double> numbers = [];
        foreach (object value in values)
        {
            if (LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number))
            {
                numbers.Add(number);
            }
            else
            {
                WriteError(new ErrorRecord(
                    new PSInvalidCastException($"\"{value}\" is not numeric."),
                    "NonNumericInputObject",
                    ErrorCategory.InvalidType,
                    value));
            }
        }

        return numbers;
    }

    // Numbers come back as double, whatever kind they were, and other things as they are.
    private static object? Number(object? value) => value is not (null or string or System.DateTime)
        && LanguagePrimitives.TryConvertTo(value, CultureInfo.InvariantCulture, out double number) ? number : value;
}
