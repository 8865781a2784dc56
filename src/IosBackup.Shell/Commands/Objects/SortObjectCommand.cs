using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet("Sort", "Object")]
public sealed class SortObjectCommand : PSCmdlet
{
    private readonly List<PSObject> _items = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter Descending { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>Sorting always keeps the order of equal things.</summary>
    [Parameter]
    public SwitchParameter Stable { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Top { get; set; } = int.MaxValue;

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Bottom { get; set; } = int.MaxValue;

    protected override void ProcessRecord()
    {
        if (InputObject is not null)
        {
            _items.Add(InputObject);
        }
    }

    protected override void EndProcessing()
    {
        PropertyComparer comparer = new(CaseSensitive);
        List<CalculatedProperty> properties = CalculatedProperty.All(Property);
        bool[] descending = [.. properties.Select(IsDescending)];
        List<(PSObject Item, object?[] Keys)> entries = [.. _items.Select(item => (item, Keys(properties, item)))];
        int Compare(object?[] left, object?[] right)
        {
            for (int key = 0; key < left.Length; key++)
            {
                int order = comparer.Compare(left[key], right[key]);
                if (order != 0)
                {
                    return (descending.Length == 0 ? Descending : descending[key]) ? -order : order;
                }
            }

            return 0;
        }

        List<(PSObject Item, object?[] Keys)> sorted =
            [.. entries.OrderBy(entry => entry.Keys, Comparer<object?[]>.Create(Compare))];
        if (Unique)
        {
            sorted = [.. sorted.Where((entry, at) => at == 0 || Compare(entry.Keys, sorted[at - 1].Keys) != 0)];
        }

        int skip = Bottom == int.MaxValue ? 0 : Math.Max(sorted.Count - Bottom, 0);
        WriteObject(sorted.Skip(skip).Take(Top).Select(entry => entry.Item), enumerateCollection: true);
    }

    private static object?[] Keys(List<CalculatedProperty> properties, PSObject item) =>
        properties.Count == 0 ? [item.BaseObject] : [.. properties.Select(property => property.Value(item))];

    private bool IsDescending(CalculatedProperty property)
    {
        if (property.Option(nameof(Descending)) is { } down)
        {
            return LanguagePrimitives.IsTrue(down);
        }

        return property.Option("Ascending") is { } up ? !LanguagePrimitives.IsTrue(up) : Descending;
    }
}
