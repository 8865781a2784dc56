using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Records.Protobuf;

namespace IosBackup.Engine.Records.Notes;

/// <summary>The objects that make up a note's table, and the names, types and UUIDs that they refer to.</summary>
internal sealed class NoteTableObjects
{
    private readonly List<NoteTableEntry> _entries = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _types = [];
    private readonly Dictionary<string, int> _uuids = new(StringComparer.Ordinal);

    private NoteTableObjects()
    {
    }

    /// <summary>Reads the objects.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static NoteTableObjects Parse(ReadOnlySpan<byte> plain)
    {
        NoteTableObjects objects = new();
        int uuidCount = 0;
        WireReader reader = new(WireReader.Find(WireReader.Find(plain, 2), 3));
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 3:
                    objects._entries.Add(NoteTableEntry.Decode(reader.Bytes));
                    break;
                case 4:
                    objects._keys.Add(reader.Text);
                    break;
                case 5:
                    objects._types.Add(reader.Text);
                    break;
                case 6:
                    objects._uuids[Hex.Lower(reader.Bytes)] = uuidCount++;
                    break;
            }
        }

        return objects;
    }

    /// <summary>The first object of a type; null when there is none.</summary>
    public NoteTableEntry? FindCustom(string type) => _entries.Find(
        entry => entry.Type is int index && index >= 0 && index < _types.Count && _types[index] == type);

    /// <summary>The object that a field of another one refers to; null when there is none.</summary>
    public NoteTableEntry? Follow(NoteTableEntry entry, string field)
    {
        foreach ((int key, NoteTableReference value) in entry.Fields)
        {
            if (key >= 0 && key < _keys.Count && _keys[key] == field)
            {
                return Find(value);
            }
        }

        return null;
    }

    /// <summary>The object a reference leads to; null when it leads nowhere.</summary>
    public NoteTableEntry? Find(NoteTableReference reference) =>
        reference.Index >= 0 && reference.Index < _entries.Count ? _entries[reference.Index] : null;

    /// <summary>The index of a UUID in the list of all; null when it is not in there.</summary>
    public int? IndexOfUuid(ReadOnlySpan<byte> uuid) =>
        _uuids.TryGetValue(Hex.Lower(uuid), out int index) ? index : null;
}
