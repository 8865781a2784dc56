using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace IosBackup.Engine.PropertyLists;

/// <summary>Writes a tree as a binary property list. Equal leaves are written once.</summary>
internal sealed class BinaryPlistWriter : IDisposable
{
    private readonly List<PlistNode> _objects = [];
    private readonly List<int[]> _references = [];
    private readonly Dictionary<PlistNode, int> _leaves = [];
    private readonly MemoryStream _output = new();
    private int _referenceSize;

    /// <exception cref="FormatException">Containers are nested too deeply.</exception>
    public static byte[] Write(PlistNode root)
    {
        using BinaryPlistWriter writer = new();
        writer.Collect(root, 0);
        return writer.WriteAll();
    }

    public void Dispose() => _output.Dispose();

    private int Collect(PlistNode node, int depth)
    {
        if (depth > PlistLimits.Default.MaximumDepth)
        {
            throw new FormatException("Containers are nested too deeply.");
        }

        if (node is not PlistArray and not PlistDictionary)
        {
            if (!_leaves.TryGetValue(node, out int known))
            {
                known = Add(node, []);
                _leaves.Add(node, known);
            }

            return known;
        }

        int index = Add(node, []);
        _references[index] = node is PlistArray array
            ? CollectItems(array, depth + 1)
            : CollectEntries((PlistDictionary)node, depth + 1);
        return index;
    }

    private int[] CollectItems(PlistArray array, int depth)
    {
        int[] references = new int[array.Count];
        for (int i = 0; i < references.Length; i++)
        {
            references[i] = Collect(array[i], depth);
        }

        return references;
    }

    private int[] CollectEntries(PlistDictionary dictionary, int depth)
    {
        int[] references = new int[2 * dictionary.Count];
        int at = 0;
        foreach (KeyValuePair<string, PlistNode> entry in dictionary)
        {
            references[at++] = Collect(entry.Key, depth);
        }

        foreach (KeyValuePair<string, PlistNode> entry in dictionary)
        {
            references[at++] = Collect(entry.Value, depth);
        }

        return references;
    }

    private int Add(PlistNode node, int[] references)
    {
        _objects.Add(node);
        _references.Add(references);
        return _objects.Count - 1;
    }

    private byte[] WriteAll()
    {
        _output.Write("bplist00"u8);
        _referenceSize = SizeOf((ulong)_objects.Count);
        long[] offsets = new long[_objects.Count];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = _output.Length;
            WriteObject(_objects[i], _references[i]);
        }

        long table = _output.Length;
        int offsetSize = SizeOf((ulong)table);
        foreach (long offset in offsets)
        {
            WriteNumber((ulong)offset, offsetSize);
        }

        _output.Write([0, 0, 0, 0, 0, 0, (byte)offsetSize, (byte)_referenceSize]);
        WriteNumber((ulong)offsets.Length, 8);
        WriteNumber(0, 8);
        WriteNumber((ulong)table, 8);
        return _output.ToArray();
    }

    private void WriteObject(PlistNode node, int[] references)
    {
        switch (node)
        {
            case PlistNull:
                _output.WriteByte(0x00);
                break;
            case PlistBoolean boolean:
                _output.WriteByte(boolean.Value ? (byte)0x09 : (byte)0x08);
                break;
            case PlistInteger integer:
                WriteInteger(integer);
                break;
            case PlistReal real:
                _output.WriteByte(0x23);
                WriteNumber(unchecked((ulong)BitConverter.DoubleToInt64Bits(real.Value)), 8);
                break;
            case PlistDate date:
                _output.WriteByte(0x33);
                WriteNumber(unchecked((ulong)BitConverter.DoubleToInt64Bits(date.SecondsSince2001)), 8);
                break;
            case PlistData data:
                WriteHeader(0x40, data.Value.Length);
                _output.Write(data.Value.Span);
                break;
            case PlistString text:
                WriteString(text.Value);
                break;
            case PlistUid uid:
                int size = SizeOf(uid.Value);
                _output.WriteByte((byte)(0x80 | (size - 1)));
                WriteNumber(uid.Value, size);
                break;
            case PlistArray:
                WriteHeader(0xA0, references.Length);
                WriteReferences(references);
                break;
            default:
                WriteHeader(0xD0, references.Length / 2);
                WriteReferences(references);
                break;
        }
    }

    private void WriteReferences(int[] references)
    {
        foreach (int reference in references)
        {
            WriteNumber((ulong)reference, _referenceSize);
        }
    }

    private void WriteString(string text)
    {
        bool ascii = true;
        foreach (char unit in text)
        {
            ascii &= unit < 0x80;
        }

        WriteHeader(ascii ? (byte)0x50 : (byte)0x60, text.Length);
        if (ascii)
        {
            _output.Write(Encoding.ASCII.GetBytes(text));
            return;
        }

        foreach (char unit in text)
        {
            WriteNumber(unit, 2);
        }
    }

    private void WriteInteger(PlistInteger integer)
    {
        // One, two and four bytes are read as unsigned, eight as signed: the rest needs sixteen.
        if (integer.Int64 is long value)
        {
            int size = value < 0 ? 8 : SizeOf((ulong)value);
            _output.WriteByte((byte)(0x10 | size switch { 1 => 0, 2 => 1, 4 => 2, _ => 3 }));
            WriteNumber(unchecked((ulong)value), size);
        }
        else
        {
            _output.WriteByte(0x14);
            WriteNumber(unchecked((ulong)integer.High), 8);
            WriteNumber(integer.Low, 8);
        }
    }

    private void WriteHeader(byte marker, int count)
    {
        if (count < 15)
        {
            _output.WriteByte((byte)(marker | count));
        }
        else
        {
            _output.WriteByte((byte)(marker | 0x0F));
            WriteInteger(new PlistInteger(count));
        }
    }

    private void WriteNumber(ulong value, int size)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(buffer, value);
        _output.Write(buffer.Slice(8 - size));
    }

    private static int SizeOf(ulong value) =>
        value <= byte.MaxValue ? 1 : value <= ushort.MaxValue ? 2 : value <= uint.MaxValue ? 4 : 8;
}
