using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Writes NSKeyedArchiver archives.</summary>
internal sealed class KeyedArchiveWriter
{
    private readonly PlistArray _objects = new(["$null"]);
    private readonly Dictionary<string, PlistUid> _classes = new(StringComparer.Ordinal);

    /// <summary>Archives a value that property lists know.</summary>
    public PlistUid Value(PlistNode value)
    {
        _objects.Add(value);
        return new PlistUid((ulong)_objects.Count - 1);
    }

    /// <summary>Archives an object with the given fields.</summary>
    /// <param name="classes">The class and its superclasses.</param>
    /// <param name="fields">Values that stand in the object itself, or references to archived ones.</param>
    public PlistUid Object(IReadOnlyList<string> classes, params (string Name, PlistNode Value)[] fields)
    {
        PlistDictionary archived = new() { ["$class"] = Class(classes) };
        foreach ((string name, PlistNode value) in fields)
        {
            archived[name] = value;
        }

        return Value(archived);
    }

    public PlistUid Url(string url) => Object(
        ["NSURL", "NSObject"], ("NS.base", new PlistUid(0)), ("NS.relative", Value(url)));

    public PlistUid Dictionary(params (string Key, PlistUid Value)[] entries) => Object(
        ["NSDictionary", "NSObject"],
        ("NS.keys", new PlistArray(entries.Select(entry => Value(entry.Key)))),
        ("NS.objects", new PlistArray(entries.Select(static entry => entry.Value))));

    public PlistUid Array(params PlistUid[] items) =>
        Object(["NSArray", "NSObject"], ("NS.objects", new PlistArray(items)));

    /// <summary>The whole archive as a binary property list.</summary>
    public byte[] ToBytes(PlistUid root) => PropertyList.ToBinary(new PlistDictionary
    {
        ["$version"] = 100000,
        ["$archiver"] = "NSKeyedArchiver",
        ["$top"] = new PlistDictionary { ["root"] = root },
        ["$objects"] = _objects,
    });

    private PlistUid Class(IReadOnlyList<string> classes)
    {
        if (!_classes.TryGetValue(classes[0], out PlistUid? known))
        {
            known = Value(new PlistDictionary
            {
                ["$classname"] = classes[0],
                ["$classes"] = new PlistArray(classes.Select(static name => new PlistString(name))),
            });
            _classes.Add(classes[0], known);
        }

        return known;
    }
}
