using System;
using System.Collections.Generic;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>
/// Writes typed streams, the archive form that <c>message.attributedBody</c> has: little-endian, with one table of the
/// strings and one of the objects, classes and C strings that were written before and are referred to by number.
/// </summary>
internal sealed class TypedStreamWriter
{
    private const byte New = 0x84;
    private const byte Nil = 0x85;
    private const byte End = 0x86;
    private const byte Int16Follows = 0x81;
    private const byte Int32Follows = 0x82;
    private const byte RealFollows = 0x83;
    private const byte Int64Follows = 0x87;
    private const int FirstReference = -110;

    private readonly ByteBuilder _output = new();
    private readonly Dictionary<string, int> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<object, int> _objects = new(ReferenceComparer.Instance);
    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _cStrings = new(StringComparer.Ordinal);
    private int _objectCount;

    private TypedStreamWriter()
    {
    }

    /// <summary>The stream of one object.</summary>
    public static byte[] Write(TypedObject root)
    {
        const int StreamVersion = 4;
        const int SystemVersion = 1000;
        const string Signature = "streamtyped";
        TypedStreamWriter writer = new();
        writer._output.Byte(StreamVersion).Byte(Signature.Length).Ascii(Signature);
        writer.WriteInteger(SystemVersion);
        writer.WriteGroup(new TypedGroup("@", [root]));
        return writer._output.ToArray();
    }

    private void WriteGroup(TypedGroup group)
    {
        WriteShared(group.Encoding);
        if (group.Encoding[0] == '[')
        {
            _output.Bytes((byte[])group.Values[0]!);
            return;
        }

        for (int i = 0; i < group.Encoding.Length; i++)
        {
            WriteValue(group.Encoding[i], group.Values[i]);
        }
    }

    private void WriteValue(char type, object? value)
    {
        switch (type)
        {
            case '@':
                WriteObject((TypedObject?)value);
                break;
            case '+':
                byte[] bytes = (byte[])value!;
                WriteLength(bytes.Length);
                _output.Bytes(bytes);
                break;
            case '*':
                WriteCString((string)value!);
                break;
            case 'c' or 'C' or 'B':
                _output.Byte(unchecked((byte)(long)value!));
                break;
            case 'f' or 'd':
                WriteReal(type, (double)value!);
                break;
            default:
                WriteInteger((long)value!);
                break;
        }
    }

    private void WriteObject(TypedObject? value)
    {
        if (value is null)
        {
            _output.Byte(Nil);
            return;
        }

        if (_objects.TryGetValue(value, out int number))
        {
            WriteInteger(number + FirstReference);
            return;
        }

        // An object takes its number before its class and its content do, which may refer to it.
        _objects.Add(value, _objectCount++);
        _output.Byte(New);
        WriteClass(value.Class);
        foreach (TypedGroup group in value.Groups)
        {
            WriteGroup(group);
        }

        _output.Byte(End);
    }

    private void WriteClass(TypedClass? type)
    {
        if (type is null)
        {
            _output.Byte(Nil);
        }
        else if (_classes.TryGetValue(type.Name, out int number))
        {
            WriteInteger(number + FirstReference);
        }
        else
        {
            _classes.Add(type.Name, _objectCount++);
            _output.Byte(New);
            WriteShared(type.Name);
            WriteInteger(type.Version);
            WriteClass(type.Super);
        }
    }

    private void WriteCString(string text)
    {
        if (_cStrings.TryGetValue(text, out int number))
        {
            WriteInteger(number + FirstReference);
            return;
        }

        _cStrings.Add(text, _objectCount++);
        _output.Byte(New);
        WriteShared(text);
    }

    private void WriteShared(string text)
    {
        if (_strings.TryGetValue(text, out int number))
        {
            WriteInteger(number + FirstReference);
            return;
        }

        _strings.Add(text, _strings.Count);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        _output.Byte(New);
        WriteLength(bytes.Length);
        _output.Bytes(bytes);
    }

    private void WriteInteger(long value)
    {
        if (value is >= FirstReference and <= sbyte.MaxValue)
        {
            _output.Byte(unchecked((byte)value));
        }
        else if (value is >= short.MinValue and <= short.MaxValue)
        {
            _output.Byte(Int16Follows).Int16Little((int)value);
        }
        else if (value is >= int.MinValue and <= int.MaxValue)
        {
            _output.Byte(Int32Follows).Int32Little(value);
        }
        else
        {
            _output.Byte(Int64Follows).Int64Little(value);
        }
    }

    private void WriteLength(int length)
    {
        if (length <= sbyte.MaxValue)
        {
            _output.Byte(length);
        }
        else if (length <= ushort.MaxValue)
        {
            _output.Byte(Int16Follows).Int16Little(length);
        }
        else
        {
            _output.Byte(Int32Follows).Int32Little(length);
        }
    }

    /// <summary>Writes a real; one without a fraction takes the shorter form of an integer.</summary>
    private void WriteReal(char type, double value)
    {
        if (Math.Abs(value) <= int.MaxValue && value == Math.Truncate(value))
        {
            WriteInteger((long)value);
        }
        else
        {
            _output.Byte(RealFollows);
            _output.Bytes(type == 'f' ? BitConverter.GetBytes((float)value) : BitConverter.GetBytes(value));
        }
    }

    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static ReferenceComparer Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        public int GetHashCode(object obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
