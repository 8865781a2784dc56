using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// A dictionary with string keys that keeps the order of its entries. The typed getters return null both for a missing
/// key and for a value of another type: what comes from a device or a backup is never trusted to have the right type.
/// </summary>
public sealed class PlistDictionary : PlistNode, IReadOnlyCollection<KeyValuePair<string, PlistNode>>,
    IEquatable<PlistDictionary>
{
    private readonly Dictionary<string, int> _index = new(StringComparer.Ordinal);
    private readonly List<KeyValuePair<string, PlistNode>> _entries = [];

    /// <inheritdoc/>
    public int Count => _entries.Count;

    /// <summary>Gets or sets the value of a key. Setting null removes the key.</summary>
    public PlistNode? this[string key]
    {
        get => _index.TryGetValue(key, out int at) ? _entries[at].Value : null;
        set
        {
            if (value is null)
            {
                Remove(key);
            }
            else if (_index.TryGetValue(key, out int at))
            {
                _entries[at] = new KeyValuePair<string, PlistNode>(key, value);
            }
            else
            {
                _index.Add(key, _entries.Count);
                _entries.Add(new KeyValuePair<string, PlistNode>(key, value));
            }
        }
    }

    /// <summary>Whether a key is present.</summary>
    public bool ContainsKey(string key) => _index.ContainsKey(key);

    /// <summary>Finds the value of a key.</summary>
    public bool TryGetValue(string key, [NotNullWhen(true)] out PlistNode? value)
    {
        value = this[key];
        return value is not null;
    }

    /// <summary>Removes a key; does nothing when it is not there.</summary>
    public void Remove(string key)
    {
        if (!_index.TryGetValue(key, out int at))
        {
            return;
        }

        _entries.RemoveAt(at);
        _index.Remove(key);
        for (int i = at; i < _entries.Count; i++)
        {
            _index[_entries[i].Key] = i;
        }
    }

    /// <summary>The string of a key, or null.</summary>
    public string? GetString(string key) => (this[key] as PlistString)?.Value;

    /// <summary>The integer of a key, or null when missing or wider than 64 bits.</summary>
    public long? GetInteger(string key) => (this[key] as PlistInteger)?.Int64;

    /// <summary>The truth value of a key, or null. Integers count as well: some writers use 0 and 1.</summary>
    public bool? GetBoolean(string key) => this[key] switch
    {
        PlistBoolean boolean => boolean.Value,
        PlistInteger integer => integer.Low != 0,
        _ => null,
    };

    /// <summary>The number of a key, be it written as a real or an integer, or null.</summary>
    public double? GetReal(string key) => this[key] switch
    {
        PlistReal real => real.Value,
        PlistInteger integer => integer.Int64,
        _ => null,
    };

    /// <summary>The point in time of a key, or null.</summary>
    public DateTimeOffset? GetDate(string key) => (this[key] as PlistDate)?.Value;

    /// <summary>The bytes of a key, or null.</summary>
    public ReadOnlyMemory<byte>? GetData(string key) => (this[key] as PlistData)?.Value;

    /// <summary>The dictionary of a key, or null.</summary>
    public PlistDictionary? GetDictionary(string key) => this[key] as PlistDictionary;

    /// <summary>The array of a key, or null.</summary>
    public PlistArray? GetArray(string key) => this[key] as PlistArray;

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, PlistNode>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(PlistDictionary? other)
    {
        if (other is null || other.Count != Count)
        {
            return false;
        }

        foreach (KeyValuePair<string, PlistNode> entry in _entries)
        {
            if (!entry.Value.Equals(other[entry.Key]))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistDictionary);

    /// <inheritdoc/>
    public override int GetHashCode() => Count;

    /// <inheritdoc/>
    public override string ToString() => $"dictionary of {Count}";
}
