using System;
using System.Collections.Generic;
using IosBackup.Engine.Records.Protobuf;

namespace IosBackup.Engine.Records.Notes;

/// <summary>An object in the data of a note's table. Which parts it has says what it is.</summary>
internal sealed class NoteTableEntry
{
    /// <summary>The index of its type; null when it has none.</summary>
    public int? Type { get; private set; }

    /// <summary>Its fields, by the indexes of their names.</summary>
    public List<(int Key, NoteTableReference Value)> Fields { get; } = [];

    /// <summary>The pairs of a dictionary.</summary>
    public List<(NoteTableReference Key, NoteTableReference Value)> Elements { get; } = [];

    /// <summary>The members of an ordered set, in order, by their UUIDs.</summary>
    public List<ReadOnlyMemory<byte>> OrderedIds { get; } = [];

    /// <summary>Pairs of names that mean the same member of an ordered set.</summary>
    public List<(NoteTableReference Key, NoteTableReference Value)> OrderedContents { get; } = [];

    /// <summary>What a register refers to.</summary>
    public NoteTableReference Register { get; private set; } = new(0, null, 0);

    /// <summary>The text of a cell, with its runs; empty when it is none.</summary>
    public ReadOnlyMemory<byte> Note { get; private set; }

    /// <summary>Decodes an object.</summary>
    public static NoteTableEntry Decode(ReadOnlySpan<byte> message)
    {
        NoteTableEntry entry = new();
        WireReader reader = new(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    entry.Register = NoteTableReference.Decode(WireReader.Find(reader.Bytes, 2));
                    break;
                case 6:
                    AddPairs(reader.Bytes, entry.Elements);
                    break;
                case 10:
                    entry.Note = reader.Bytes.ToArray();
                    break;
                case 13:
                    entry.DecodeCustom(reader.Bytes);
                    break;
                case 16:
                    entry.DecodeOrderedSet(reader.Bytes);
                    break;
            }
        }

        return entry;
    }

    private static void AddPairs(
        ReadOnlySpan<byte> dictionary, List<(NoteTableReference Key, NoteTableReference Value)> pairs)
    {
        WireReader reader = new(dictionary);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                pairs.Add((
                    NoteTableReference.Decode(WireReader.Find(reader.Bytes, 1)),
                    NoteTableReference.Decode(WireReader.Find(reader.Bytes, 2))));
            }
        }
    }

    private void DecodeCustom(ReadOnlySpan<byte> map)
    {
        Type = 0;
        WireReader reader = new(map);
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                Type = reader.Int32;
            }
            else if (reader.Field == 3)
            {
                int key = unchecked((int)(WireReader.FindInteger(reader.Bytes, 1) ?? 0));
                Fields.Add((key, NoteTableReference.Decode(WireReader.Find(reader.Bytes, 2))));
            }
        }
    }

    private void DecodeOrderedSet(ReadOnlySpan<byte> set)
    {
        WireReader ordering = new(WireReader.Find(set, 1));
        while (ordering.Next())
        {
            if (ordering.Field == 1)
            {
                AddIds(ordering.Bytes);
            }
            else if (ordering.Field == 2)
            {
                AddPairs(ordering.Bytes, OrderedContents);
            }
        }
    }

    private void AddIds(ReadOnlySpan<byte> array)
    {
        WireReader reader = new(array);
        while (reader.Next())
        {
            if (reader.Field == 2)
            {
                OrderedIds.Add(WireReader.Find(reader.Bytes, 2).ToArray());
            }
        }
    }
}
