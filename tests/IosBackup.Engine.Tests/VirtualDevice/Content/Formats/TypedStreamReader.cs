using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

/// <summary>
/// Reads typed streams by the rules of their bytes alone, without any knowledge of the classes in them: a second
/// opinion on what the writer writes.
/// </summary>
internal sealed class TypedStreamReader
{
    private const byte Int16Follows = 0x81;
    private const byte Int32Follows = 0x82;
    private const byte RealFollows = 0x83;
    private const byte New = 0x84;
    private const byte Nil = 0x85;
    private const byte End = 0x86;
    private const byte Int64Follows = 0x87;
    private const byte FirstReference = 0x92;

    private readonly byte[] _bytes;
    private readonly List<string> _strings = [];
    private readonly List<object> _objects = [];
    private int _at;

    private TypedStreamReader(byte[] bytes)
    {
        _bytes = bytes;
    }

    public static TypedObject Read(byte[] bytes)
    {
        TypedStreamReader reader = new(bytes);
        Assert.Equal([4, 11, .. "streamtyped"u8], reader.Take(13).ToArray());
        Assert.Equal(1000, reader.Integer());
        TypedGroup group = reader.Group();
        Assert.Equal("@", group.Encoding);
        Assert.Equal(bytes.Length, reader._at);
        return Assert.IsType<TypedObject>(group.Values[0]);
    }

    private TypedGroup Group()
    {
        string encoding = SharedString();
        if (encoding[0] == '[')
        {
            Assert.Equal('c', encoding[^2]);
            return new TypedGroup(encoding, [Take(int.Parse(encoding.AsSpan(1, encoding.Length - 3), null)).ToArray()]);
        }

        List<object?> values = [];
        foreach (char type in encoding)
        {
            values.Add(Value(type));
        }

        return new TypedGroup(encoding, values);
    }

    private object? Value(char type) => type switch
    {
        '@' => Object(),
        '+' => Take(Length()).ToArray(),
        '*' => CString(),
        'c' => (long)unchecked((sbyte)Next()),
        'C' or 'B' => (long)Next(),
        'f' or 'd' => Real(type),
        'i' or 's' or 'l' or 'q' or 'I' or 'S' or 'L' or 'Q' => Integer(),
        _ => throw new InvalidOperationException($"A type of another kind: {type}."),
    };

    private TypedObject? Object()
    {
        byte head = Next();
        if (head == Nil)
        {
            return null;
        }

        if (head != New)
        {
            return (TypedObject)_objects[Reference(head)];
        }

        // The object has its number before its class is known.
        int number = _objects.Count;
        _objects.Add("an object that is being read");
        TypedObject read = new(Class()!);
        _objects[number] = read;
        while (_bytes[_at] != End)
        {
            TypedGroup group = Group();
            read.Add(group.Encoding, [.. group.Values]);
        }

        _at++;
        return read;
    }

    private TypedClass? Class()
    {
        byte head = Next();
        if (head == Nil)
        {
            return null;
        }

        if (head != New)
        {
            return (TypedClass)_objects[Reference(head)];
        }

        int number = _objects.Count;
        _objects.Add("a class that is being read");
        TypedClass read = new(SharedString(), (int)Integer(), Class());
        _objects[number] = read;
        return read;
    }

    private string CString()
    {
        byte head = Next();
        if (head != New)
        {
            return (string)_objects[Reference(head)];
        }

        int number = _objects.Count;
        _objects.Add("");
        string read = SharedString();
        _objects[number] = read;
        return read;
    }

    private string SharedString()
    {
        byte head = Next();
        if (head != New)
        {
            return _strings[Reference(head)];
        }

        string read = Encoding.UTF8.GetString(Take(Length()));
        _strings.Add(read);
        return read;
    }

    private int Length()
    {
        byte head = Next();
        return head switch
        {
            Int16Follows => BinaryPrimitives.ReadUInt16LittleEndian(Take(2)),
            Int32Follows => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
            _ => head,
        };
    }

    private int Reference(byte head) => head switch
    {
        Int16Follows => BinaryPrimitives.ReadInt16LittleEndian(Take(2)) + 110,
        >= FirstReference => head - FirstReference,
        _ => throw new InvalidOperationException($"No reference: {head}."),
    };

    private long Integer()
    {
        byte head = Next();
        return head switch
        {
            Int16Follows => BinaryPrimitives.ReadInt16LittleEndian(Take(2)),
            Int32Follows => BinaryPrimitives.ReadInt32LittleEndian(Take(4)),
            Int64Follows => BinaryPrimitives.ReadInt64LittleEndian(Take(8)),
            < Int16Follows or >= FirstReference => unchecked((sbyte)head),
            _ => throw new InvalidOperationException($"No integer: {head}."),
        };
    }

    private double Real(char type)
    {
        if (_bytes[_at] != RealFollows)
        {
            return Integer();
        }

        _at++;
        return type == 'f'
            ? BinaryPrimitives.ReadSingleLittleEndian(Take(4))
            : BinaryPrimitives.ReadDoubleLittleEndian(Take(8));
    }

    private byte Next() => _bytes[_at++];

    private ReadOnlySpan<byte> Take(int count)
    {
        _at += count;
        return _bytes.AsSpan(_at - count, count);
    }
}
