using System;
using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// Reads the objects of a binary property list in place, without allocating. Every offset and length is checked against
/// the object area, so a view over hostile bytes throws <see cref="FormatException"/> at worst.
/// </summary>
/// <remarks>Layout: <c>bplist00</c>, objects, offset table, 32-byte trailer; all numbers big-endian.</remarks>
internal readonly ref struct BinaryPlistView
{
    private const int HeaderLength = 8;
    private const int TrailerLength = 32;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly int _table;
    private readonly int _offsetSize;
    private readonly int _referenceSize;

    public BinaryPlistView(ReadOnlySpan<byte> bytes)
    {
        if (!IsBinary(bytes) || bytes.Length < HeaderLength + TrailerLength + 1)
        {
            throw new FormatException("Not a binary property list.");
        }

        ReadOnlySpan<byte> trailer = bytes.Slice(bytes.Length - TrailerLength);
        _offsetSize = trailer[6];
        _referenceSize = trailer[7];
        ulong count = BinaryPrimitives.ReadUInt64BigEndian(trailer.Slice(8));
        ulong top = BinaryPrimitives.ReadUInt64BigEndian(trailer.Slice(16));
        ulong table = BinaryPrimitives.ReadUInt64BigEndian(trailer.Slice(24));
        ulong tableEnd = (ulong)(bytes.Length - TrailerLength);
        if (_offsetSize is < 1 or > 8
            || _referenceSize is < 1 or > 8
            || table <= HeaderLength
            || table >= tableEnd
            || count == 0
            || count > (tableEnd - table) / (ulong)_offsetSize
            || top >= count)
        {
            throw new FormatException("The trailer of the binary property list is invalid.");
        }

        _bytes = bytes;
        _table = (int)table;
        Count = (int)count;
        Top = (int)top;
    }

    /// <summary>Number of objects.</summary>
    public int Count { get; }

    /// <summary>Index of the root object.</summary>
    public int Top { get; }

    public static bool IsBinary(ReadOnlySpan<byte> bytes) => bytes.StartsWith("bplist0"u8);

    /// <summary>Reads the type and place of an object.</summary>
    public BinaryPlistToken Read(int index)
    {
        int at = ReadOffset(index);
        byte marker = _bytes[at++];
        int nibble = marker & 0x0F;

        // Nearly all that an archive consists of.
        switch (marker)
        {
            case >= 0x10 and <= 0x13 when 1 << nibble <= _table - at:
                return new BinaryPlistToken(BinaryPlistTokenKind.Integer, at, 1 << nibble);
            case >= 0x50 and < 0x5F when nibble <= _table - at:
                return new BinaryPlistToken(BinaryPlistTokenKind.AsciiString, at, nibble);
            case 0x80 when at < _table:
                return new BinaryPlistToken(BinaryPlistTokenKind.Uid, at, 1);
        }

        switch (marker >> 4)
        {
            case 0x0:
                return marker switch
                {
                    0x00 => new BinaryPlistToken(BinaryPlistTokenKind.Null, at, 0),
                    0x08 => new BinaryPlistToken(BinaryPlistTokenKind.False, at, 0),
                    0x09 => new BinaryPlistToken(BinaryPlistTokenKind.True, at, 0),
                    _ => throw UnknownMarker(marker),
                };
            case 0x1 when nibble <= 4:
                return Token(BinaryPlistTokenKind.Integer, at, 1 << nibble, 1);
            case 0x2 when nibble is 2 or 3:
                return Token(BinaryPlistTokenKind.Real, at, 1 << nibble, 1);
            case 0x3 when nibble == 3:
                return Token(BinaryPlistTokenKind.Date, at, 8, 1);
            case 0x4:
                return Counted(BinaryPlistTokenKind.Data, at, nibble, 1);
            case 0x5:
                return Counted(BinaryPlistTokenKind.AsciiString, at, nibble, 1);
            case 0x6:
                return Counted(BinaryPlistTokenKind.Utf16String, at, nibble, 2);
            case 0x7:
                return Counted(BinaryPlistTokenKind.Utf8String, at, nibble, 1);
            case 0x8 when nibble <= 7:
                return Token(BinaryPlistTokenKind.Uid, at, nibble + 1, 1);
            case 0xA or 0xB or 0xC:
                return Counted(BinaryPlistTokenKind.Array, at, nibble, _referenceSize);
            case 0xD:
                return Counted(BinaryPlistTokenKind.Dictionary, at, nibble, 2 * _referenceSize);
            default:
                throw UnknownMarker(marker);
        }
    }

    /// <summary>The content of a number, UID, data or string.</summary>
    public ReadOnlySpan<byte> Content(BinaryPlistToken token) => _bytes.Slice(
        token.Offset,
        token.Kind == BinaryPlistTokenKind.Utf16String ? 2 * token.Count : token.Count);

    /// <summary>Index of the object that is an array's element or a dictionary's key.</summary>
    public int Reference(BinaryPlistToken container, int position)
    {
        ulong index = ReadUnsigned(container.Offset + (position * _referenceSize), _referenceSize);
        return index < (ulong)Count ? (int)index : throw new FormatException("A reference leads to no object.");
    }

    /// <summary>Index of the object that is a dictionary's value.</summary>
    public int ValueReference(BinaryPlistToken dictionary, int position) =>
        Reference(dictionary, dictionary.Count + position);

    /// <summary>The value of an integer or UID of at most 64 bits; of wider ones the lower half.</summary>
    public ulong Unsigned(BinaryPlistToken token) => token.Count <= 8
        ? ReadUnsigned(token.Offset, token.Count)
        : BinaryPrimitives.ReadUInt64BigEndian(_bytes.Slice(token.Offset + token.Count - 8));

    /// <summary>The value of an integer: narrow ones are unsigned, those of 8 bytes signed.</summary>
    public long Signed(BinaryPlistToken token) => unchecked((long)Unsigned(token));

    public double Real(BinaryPlistToken token)
    {
        ulong bits = Unsigned(token);
        return token.Count == 4
            ? BitConverter.Int32BitsToSingle(unchecked((int)bits))
            : BitConverter.Int64BitsToDouble(unchecked((long)bits));
    }

    /// <summary>Whether a string equals ASCII text.</summary>
    public bool Equals(BinaryPlistToken token, ReadOnlySpan<byte> ascii) =>
        token.Kind is BinaryPlistTokenKind.AsciiString or BinaryPlistTokenKind.Utf8String
        && Content(token).SequenceEqual(ascii);

    private static FormatException UnknownMarker(byte marker) => new($"Unknown object marker 0x{marker:X2}.");

    private int ReadOffset(int index)
    {
        ulong offset = ReadUnsigned(_table + (index * _offsetSize), _offsetSize);
        return offset >= HeaderLength && offset < (ulong)_table
            ? (int)offset
            : throw new FormatException("An object lies outside the object area.");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong ReadUnsigned(int at, int size) => size switch
    {
        // Almost everything has one of these sizes.
        1 => _bytes[at],
        2 => BinaryPrimitives.ReadUInt16BigEndian(_bytes.Slice(at)),
        4 => BinaryPrimitives.ReadUInt32BigEndian(_bytes.Slice(at)),
        _ => ReadAnySize(at, size),
    };

    private ulong ReadAnySize(int at, int size)
    {
        ulong value = 0;
        foreach (byte b in _bytes.Slice(at, size))
        {
            value = (value << 8) | b;
        }

        return value;
    }

    private BinaryPlistToken Counted(BinaryPlistTokenKind kind, int at, int nibble, int unitSize)
    {
        if (nibble != 0x0F)
        {
            return Token(kind, at, nibble, unitSize);
        }

        int marker = at < _table ? _bytes[at] : 0;
        int size = 1 << (marker & 0x0F);
        if (marker >> 4 != 1 || size > 8 || at + 1 + size > _table)
        {
            throw new FormatException("The length of an object is malformed.");
        }

        ulong count = ReadUnsigned(at + 1, size);
        return count <= int.MaxValue
            ? Token(kind, at + 1 + size, (int)count, unitSize)
            : throw new FormatException("An object is longer than the property list.");
    }

    private BinaryPlistToken Token(BinaryPlistTokenKind kind, int at, int count, int unitSize) =>
        (long)count * unitSize <= _table - at
            ? new BinaryPlistToken(kind, at, count)
            : throw new FormatException("An object is longer than the property list.");
}
