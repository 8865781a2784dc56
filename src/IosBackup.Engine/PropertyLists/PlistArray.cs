using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.PropertyLists;

/// <summary>An ordered list of values. Sets of binary property lists are read as arrays.</summary>
public sealed class PlistArray : PlistNode, IReadOnlyList<PlistNode>, IEquatable<PlistArray>
{
    private readonly List<PlistNode> _items;

    /// <summary>Makes an empty array.</summary>
    public PlistArray()
    {
        _items = [];
    }

    /// <summary>Makes an array of the given values.</summary>
    public PlistArray(IEnumerable<PlistNode> items)
    {
        _items = [.. items];
    }

    /// <inheritdoc/>
    public int Count => _items.Count;

    /// <inheritdoc/>
    public PlistNode this[int index] => _items[index];

    /// <summary>Adds a value at the end.</summary>
    public void Add(PlistNode item) => _items.Add(item ?? throw new ArgumentNullException(nameof(item)));

    /// <summary>The string at an index, or null when the index is beyond the end or holds something else.</summary>
    public string? GetString(int index) => index < Count ? (_items[index] as PlistString)?.Value : null;

    /// <summary>The integer at an index, or null when the index is beyond the end or holds something else.</summary>
    public long? GetInteger(int index) => index < Count ? (_items[index] as PlistInteger)?.Int64 : null;

    /// <summary>The number at an index, be it written as a real or an integer, or null.</summary>
    public double? GetReal(int index) => index >= Count ? null : _items[index] switch
    {
        PlistReal real => real.Value,
        PlistInteger integer => integer.Int64,
        _ => null,
    };

    /// <summary>The strings among the values, in order.</summary>
    public IEnumerable<string> Strings() => _items.OfType<PlistString>().Select(static item => item.Value);

    /// <inheritdoc/>
    public IEnumerator<PlistNode> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PlistArray? other) => other is not null && _items.SequenceEqual(other._items);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistArray);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <inheritdoc/>
    public override string ToString() => $"array of {Count}";
}
