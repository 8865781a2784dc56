using System.Collections.Generic;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.PropertyLists;

/// <summary>Turns the graph of a keyed archive into a tree of plain values.</summary>
internal sealed class KeyedArchiveFlattener(KeyedArchive archive, PlistLimits limits)
{
    private int _depth;
    private long _nodes;

    /// <exception cref="EngineException">The graph is cyclic (which shows as depth), too deep or too large.</exception>
    public PlistNode Flatten(PlistNode reference)
    {
        if (_depth >= limits.MaximumDepth || ++_nodes > limits.MaximumNodes)
        {
            throw new EngineException(
                ErrorKind.PropertyListInvalid, "The archived objects are nested or cyclic beyond limits.");
        }

        _depth++;
        PlistNode node = archive.Resolve(reference);
        PlistNode plain = node switch
        {
            PlistDictionary dictionary => FlattenObject(dictionary),
            PlistArray array => FlattenAll(array),
            _ => node,
        };
        _depth--;
        return plain;
    }

    private PlistNode FlattenObject(PlistDictionary fields)
    {
        if (fields.GetArray("NS.keys") is PlistArray keys && fields.GetArray("NS.objects") is PlistArray values)
        {
            return FlattenEntries(keys, values);
        }

        if (fields.GetArray("NS.objects") is PlistArray items)
        {
            return FlattenAll(items);
        }

        foreach (string scalar in (string[])["NS.string", "NS.data", "NS.bytes"])
        {
            if (fields.TryGetValue(scalar, out PlistNode? value))
            {
                return archive.Resolve(value);
            }
        }

        if (fields.GetReal("NS.time") is double seconds)
        {
            return new PlistDate(seconds);
        }

        PlistDictionary plain = new();
        foreach (KeyValuePair<string, PlistNode> field in fields)
        {
            plain[field.Key] = field.Key == "$class"
                ? (PlistNode)(archive.ClassName(fields) ?? string.Empty)
                : Flatten(field.Value);
        }

        return plain;
    }

    private PlistArray FlattenAll(PlistArray items)
    {
        PlistArray plain = new();
        foreach (PlistNode item in items)
        {
            plain.Add(Flatten(item));
        }

        return plain;
    }

    private PlistDictionary FlattenEntries(PlistArray keys, PlistArray values)
    {
        PlistDictionary plain = new();
        for (int i = 0; i < keys.Count && i < values.Count; i++)
        {
            plain[Flatten(keys[i]).ToString() ?? string.Empty] = Flatten(values[i]);
        }

        return plain;
    }
}
