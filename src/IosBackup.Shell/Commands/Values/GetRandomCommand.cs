using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Values;

[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "Number")]
public sealed class GetRandomCommand : PSCmdlet
{
    private readonly List<object> _items = [];
    private Random _random = Random.Shared;

    [Parameter(Position = 0, ParameterSetName = "Number")]
    public object? Maximum { get; set; }

    [Parameter(ParameterSetName = "Number")]
    public object? Minimum { get; set; }

    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Items")]
    public object[] InputObject { get; set; } = [];

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter(ParameterSetName = "Items")]
    public SwitchParameter Shuffle { get; set; }

    [Parameter]
    public int? SetSeed { get; set; }

    protected override void BeginProcessing()
    {
        if (SetSeed is { } seed)
        {
            _random = new Random(seed);
        }

        if (ParameterSetName == "Number")
        {
            for (int made = 0; made < Count; made++)
            {
                WriteNumber();
            }
        }
    }

    protected override void ProcessRecord() => _items.AddRange(InputObject);

    protected override void EndProcessing()
    {
        object[] items = [.. _items];
        _random.Shuffle(items);
        int count = Shuffle ? items.Length : Math.Min(Count, items.Length);
        WriteObject(items[..count], enumerateCollection: true);
    }

    private void WriteNumber()
    {
        object from = Plain(Minimum) ?? 0;
        object to = Plain(Maximum) ?? int.MaxValue;
        if (from is double or float or decimal || to is double or float or decimal)
        {
            double low = LanguagePrimitives.ConvertTo<double>(from);
            WriteObject(low + (_random.NextDouble() * (LanguagePrimitives.ConvertTo<double>(to) - low)));
        }
        else if (from is long || to is long)
        {
            WriteObject(_random.NextInt64(
                LanguagePrimitives.ConvertTo<long>(from), LanguagePrimitives.ConvertTo<long>(to)));
        }
        else
        {
            WriteObject(_random.Next(LanguagePrimitives.ConvertTo<int>(from), LanguagePrimitives.ConvertTo<int>(to)));
        }
    }

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
