using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

[Cmdlet("Group", "Object")]
public sealed class GroupObjectCommand : PSCmdlet
{
    private readonly List<(object?[] Keys, Collection<PSObject> Items)> _groups = [];

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public SwitchParameter NoElement { get; set; }

    [Parameter]
    public SwitchParameter AsHashTable { get; set; }

    [Parameter]
    public SwitchParameter AsString { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        List<CalculatedProperty> properties = CalculatedProperty.All(Property);
        object?[] keys = properties.Count == 0
            ? [InputObject.BaseObject]
            : [.. properties.Select(property => property.Value(InputObject))];
        Collection<PSObject>? items = _groups.Find(group => Same(group.Keys, keys)).Items;
        if (items is null)
        {
            items = [];
            _groups.Add((keys, items));
        }

        items.Add(InputObject);
    }

    protected override void EndProcessing()
    {
        if (AsHashTable)
        {
            StringComparer names = CaseSensitive
                ? StringComparer.CurrentCulture
                : StringComparer.CurrentCultureIgnoreCase;
            Hashtable table = new(names);
            foreach ((object?[] keys, Collection<PSObject> items) in _groups)
            {
                table[AsString || keys.Length > 1 ? Name(keys) : keys[0] ?? string.Empty] = items;
            }

            WriteObject(table);
            return;
        }

        PropertyComparer comparer = new(CaseSensitive);
        foreach ((object?[] keys, Collection<PSObject> items) in _groups.OrderBy(group => group.Keys[0], comparer))
        {
            PSObject result = new();
            result.TypeNames.Insert(0, NoElement
                ? "Microsoft.PowerShell.Commands.GroupInfoNoElement"
                : "Microsoft.PowerShell.Commands.GroupInfo");
            result.Properties.Add(new PSNoteProperty("Count", items.Count));
            result.Properties.Add(new PSNoteProperty("Name", Name(keys)));
            result.Properties.Add(new PSNoteProperty("Values", new ArrayList(keys)));
            if (!NoElement)
            {
                result.Properties.Add(new PSNoteProperty("Group", items));
            }

            WriteObject(result);
        }
    }

    private static string Name(object?[] keys) => string.Join(
        ", ", keys.Select(key => LanguagePrimitives.ConvertTo(key, typeof(string), CultureInfo.CurrentCulture)));

    private bool Same(object?[] left, object?[] right)
    {
        PropertyComparer comparer = new(CaseSensitive);
        return left.Zip(right).All(pair => comparer.Compare(pair.First, pair.Second) == 0);
    }
}
