using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Linq;
using System.Numerics;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Backups;

/// <summary>
/// Property lists as values that scripts can use: ordered dictionaries, arrays, strings, numbers, Booleans, byte arrays
/// and times in UTC.
/// </summary>
internal static class PlistValues
{
    /// <summary>The value of a property list; of an archive of objects, the values that it holds.</summary>
    public static object? Of(PlistNode root) =>
        ToValue(KeyedArchive.IsKeyedArchive(root) ? KeyedArchive.Open(root).ToPlainValues() : root);

    private static object? ToValue(PlistNode node) => node switch
    {
        PlistString text => text.Value,
        PlistBoolean boolean => boolean.Value,
        PlistInteger number => ToNumber(number),
        PlistReal number => number.Value,
        PlistDate date => date.Value,
        PlistData data => data.Value.ToArray(),
        PlistUid uid => uid.Value,
        PlistArray array => array.Select(ToValue).ToArray(),
        PlistDictionary dictionary => ToDictionary(dictionary),
        _ => null,
    };

    private static object ToNumber(PlistInteger number) => (number.Int64, number.UInt64) switch
    {
        (long signed, _) => (object)signed,
        (_, ulong unsigned) => unsigned,
        _ => (new BigInteger(number.High) << 64) + number.Low,
    };

    private static OrderedDictionary ToDictionary(PlistDictionary dictionary)
    {
        // Like PowerShell's own dictionaries it finds keys in any case, unless two differ in nothing else.
        IEnumerable<KeyValuePair<string, PlistNode>> entries = dictionary;
        bool ambiguous = entries.Select(static entry => entry.Key)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Count() < dictionary.Count;
        OrderedDictionary values = new(
            dictionary.Count, ambiguous ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, PlistNode> entry in entries)
        {
            values.Add(entry.Key, ToValue(entry.Value));
        }

        return values;
    }
}
