using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace IosBackup.Engine.Records.Messages;

/// <summary>
/// Reads a typedstream, the archive format of NSArchiver in which Messages keeps attributed texts. Follows the type
/// encodings, so classes that nobody knows are passed over exactly. Bytes are a stranger's: what they may cost is
/// bounded by their number.
/// </summary>
/// <remarks>
/// Strings and objects are numbered in two tables of their own, in the order in which they are first met; an object
/// takes its number before its class and content are read.
/// </remarks>
internal ref struct TypedStreamReader
{
    private const byte Int16Follows = 0x81;
    private const byte Int32Follows = 0x82;
    private const byte RealFollows = 0x83;
    private const byte New = 0x84;
    private const byte Nil = 0x85;
    private const byte End = 0x86;
    private const byte Int64Follows = 0x87;
    private const int FirstReference = -110;
    private const int LeastInteger = -128 + 18;
    private const int DeepestObject = 64;
    private const int ValuesPerByte = 4;

    private readonly ReadOnlySpan<byte> _bytes;
    private readonly List<string> _strings;
    private readonly List<object?> _objects;
    private int _at;
    private int _depth;
    private int _valuesLeft;
    private bool _isBigEndian;

    private TypedStreamReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        _strings = [];
        _objects = [];
        _valuesLeft = bytes.Length * ValuesPerByte;
    }

    /// <summary>Reads the first object of a stream.</summary>
    /// <param name="bytes">The stream.</param>
    /// <param name="root">
    /// The object; of a damaged stream what could be read of it, or null when that is nothing.
    /// </param>
    /// <returns>Whether all of it could be read.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TypedObject? root)
    {
        TypedStreamReader reader = new(bytes);
        try
        {
            reader.ReadHeader();
            root = reader.ReadRoot();
            return root is not null;
        }
        catch (FormatException)
        {
            root = reader._objects.Find(static item => item is TypedObject) as TypedObject;
            return false;
        }
    }

    private void ReadHeader()
    {
        const int Version = 4;
        if (ReadByte() != Version)
        {
            throw new FormatException("Not a typedstream of version 4.");
        }

        ReadOnlySpan<byte> signature = ReadBytes(ReadByte());
        _isBigEndian = signature.SequenceEqual("typedstream"u8);
        if (!_isBigEndian && !signature.SequenceEqual("streamtyped"u8))
        {
            throw new FormatException("Not a typedstream.");
        }

        ReadInteger(ReadByte());
    }

    private TypedObject? ReadRoot()
    {
        List<object?> values = [];
        ReadGroup(values);
        return values.Count > 0 ? values[0] as TypedObject : null;
    }

    private void ReadGroup(List<object?> values)
    {
        string encoding = ReadShared(ReadByte()) ?? throw new FormatException("A group without types.");
        for (int at = 0; at < encoding.Length;)
        {
            values.Add(ReadValue(encoding, ref at));
        }
    }

    private object? ReadValue(string encoding, ref int at)
    {
        if (--_valuesLeft < 0 || at >= encoding.Length)
        {
            throw new FormatException("More values than bytes, or an encoding that ends early.");
        }

        char type = encoding[at++];
        switch (type)
        {
            case '@':
                return ReadObject();
            case '+':
                return Encoding.UTF8.GetString(ReadBytes(ReadLength()));
            case '*':
                return ReadCString();
            case ':' or '%':
                return ReadShared(ReadByte());
            case '#':
                return ReadClass();
            case 'c':
                return Boxed((sbyte)ReadByte());
            case 'C' or 'B':
                return Boxed(ReadByte());
            case 's' or 'i' or 'l' or 'q' or 'S' or 'I' or 'L' or 'Q':
                return Boxed(ReadInteger(ReadByte()));
            case 'f' or 'd':
                return ReadReal(type);
            case '[':
                return ReadArray(encoding, ref at);
            case '{':
                return ReadStructure(encoding, ref at);
            default:
                throw new FormatException("A type that archives do not hold.");
        }
    }

    private TypedObject? ReadObject()
    {
        byte head = ReadByte();
        if (head == Nil)
        {
            return null;
        }

        if (head != New)
        {
            return Referenced(head) as TypedObject ?? throw new FormatException("A reference to something else.");
        }

        if (++_depth > DeepestObject)
        {
            throw new FormatException("Objects are nested too deep.");
        }

        TypedObject made = new();
        _objects.Add(made);
        made.Class = ReadClass();
        while (Peek() != End)
        {
            ReadGroup(made.Values);
        }

        _at++;
        _depth--;
        return made;
    }

    private TypedClass? ReadClass()
    {
        const int LongestChain = 32;
        TypedClass? first = null;
        TypedClass? last = null;
        for (int length = 0; length < LongestChain; length++)
        {
            byte head = ReadByte();
            TypedClass? next = null;
            if (head == New)
            {
                string name = ReadShared(ReadByte()) ?? throw new FormatException("A class without a name.");
                ReadInteger(ReadByte());
                next = new TypedClass(name);
                _objects.Add(next);
            }
            else if (head != Nil)
            {
                next = Referenced(head) as TypedClass ?? throw new FormatException("A reference to no class.");
            }

            if (last is not null)
            {
                last.Super = next;
            }

            first ??= next;
            last = next;
            if (head != New)
            {
                return first;
            }
        }

        throw new FormatException("Too many classes.");
    }

    private string? ReadCString()
    {
        byte head = ReadByte();
        if (head == Nil)
        {
            return null;
        }

        if (head != New)
        {
            return Referenced(head) as string ?? throw new FormatException("A reference to no string.");
        }

        int place = _objects.Count;
        _objects.Add(null);
        string? text = ReadShared(ReadByte());
        _objects[place] = text;
        return text;
    }

    private string? ReadShared(byte head)
    {
        if (head == Nil)
        {
            return null;
        }

        if (head == New)
        {
            string text = TypedStreamNames.Get(ReadBytes(ReadLength()));
            _strings.Add(text);
            return text;
        }

        long number = ReadInteger(head) - FirstReference;
        return number >= 0 && number < _strings.Count
            ? _strings[(int)number]
            : throw new FormatException("A reference to a string that was not read.");
    }

    private object? Referenced(byte head)
    {
        long number = ReadInteger(head) - FirstReference;
        return number >= 0 && number < _objects.Count
            ? _objects[(int)number]
            : throw new FormatException("A reference to an object that was not read.");
    }

    private object ReadArray(string encoding, ref int at)
    {
        int count = 0;
        for (; at < encoding.Length && encoding[at] is >= '0' and <= '9'; at++)
        {
            count = Math.Min((count * 10) + encoding[at] - '0', int.MaxValue / 16);
        }

        int start = at;
        if (at + 1 < encoding.Length && encoding[at] is 'c' or 'C' && encoding[at + 1] == ']')
        {
            at += 2;
            return ReadBytes(count).ToArray();
        }

        List<object?> items = [];
        for (int i = 0; i < count; i++)
        {
            at = start;
            items.Add(ReadValue(encoding, ref at));
        }

        if (count == 0)
        {
            at = encoding.IndexOf(']', start);
        }

        if (at < 0 || at >= encoding.Length || encoding[at++] != ']')
        {
            throw new FormatException("An array without an end.");
        }

        return items;
    }

    private List<object?> ReadStructure(string encoding, ref int at)
    {
        at = encoding.IndexOf('=', at) + 1;
        if (at == 0 || ++_depth > DeepestObject)
        {
            throw new FormatException("A structure without types, or nested too deep.");
        }

        List<object?> members = [];
        while (at < encoding.Length && encoding[at] != '}')
        {
            members.Add(ReadValue(encoding, ref at));
        }

        at++;
        _depth--;
        return members;
    }

    private object ReadReal(char type)
    {
        byte head = ReadByte();
        if (head != RealFollows)
        {
            // A real without a fraction is written as an integer.
            return (double)ReadInteger(head);
        }

        byte[] bytes = ReadBytes(type == 'f' ? sizeof(float) : sizeof(double)).ToArray();
        if (_isBigEndian == BitConverter.IsLittleEndian)
        {
            Array.Reverse(bytes);
        }

        return type == 'f' ? BitConverter.ToSingle(bytes, 0) : BitConverter.ToDouble(bytes, 0);
    }

    private long ReadInteger(byte head) => head switch
    {
        Int16Follows => (short)ReadUnsigned(sizeof(short)),
        Int32Follows => (int)ReadUnsigned(sizeof(int)),
        Int64Follows => (long)ReadUnsigned(sizeof(long)),
        _ when (sbyte)head >= LeastInteger => (sbyte)head,
        _ => throw new FormatException("A number was expected."),
    };

    private int ReadLength()
    {
        byte head = ReadByte();
        ulong length = head switch
        {
            Int16Follows => ReadUnsigned(sizeof(short)),
            Int32Follows => ReadUnsigned(sizeof(int)),
            _ => head,
        };
        return length <= (ulong)(_bytes.Length - _at) ? (int)length : throw TooShort();
    }

    private ulong ReadUnsigned(int size)
    {
        ReadOnlySpan<byte> bytes = ReadBytes(size);
        return size switch
        {
            sizeof(short) => _isBigEndian
                ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            sizeof(int) => _isBigEndian
                ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            _ => _isBigEndian
                ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };
    }

    private byte Peek() => _at < _bytes.Length ? _bytes[_at] : throw TooShort();

    private byte ReadByte() => _at < _bytes.Length ? _bytes[_at++] : throw TooShort();

    private ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count > _bytes.Length - _at)
        {
            throw TooShort();
        }

        ReadOnlySpan<byte> bytes = _bytes.Slice(_at, count);
        _at += count;
        return bytes;
    }

    private static object Boxed(long value) =>
        (ulong)value < (ulong)TypedStreamNames.SmallNumbers.Length ? TypedStreamNames.SmallNumbers[value] : value;

    private static FormatException TooShort() => new("The stream ends too early.");
}
