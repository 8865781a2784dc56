using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Output;

/// <summary>Property lists in the types that scripts expect.</summary>
internal static class PlistObjects
{
    /// <summary>
    /// Turns a value into text, numbers, truth values, bytes, times in UTC, lists, and dictionaries in their order.
    /// What has no such type (a time beyond the calendar, an integer beyond 64 bits) becomes text.
    /// </summary>
    public static object? From(PlistNode? node) => node switch
    {
        null or PlistNull => null,
        PlistDictionary dictionary => Dictionary(dictionary),
        PlistArray array => array.Select(From).ToArray(),
        PlistString text => text.Value,
        PlistBoolean truth => truth.Value,
        PlistInteger integer => (object?)integer.Int64 ?? (object?)integer.UInt64 ?? integer.ToString(),
        PlistReal real => real.Value,
        PlistDate date => (object?)date.Value ?? date.ToString(),
        PlistData data => data.Value.ToArray(),
        PlistUid reference => reference.Value,
        _ => node.ToString(),
    };

    private static OrderedDictionary Dictionary(PlistDictionary entries)
    {
        OrderedDictionary values = [];
        foreach (KeyValuePair<string, PlistNode> entry in entries)
        {
            values[entry.Key] = From(entry.Value);
        }

        return values;
    }
}
