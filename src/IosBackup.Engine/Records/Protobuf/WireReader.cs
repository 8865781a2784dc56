using System;
using System.IO;
using System.Text;

namespace IosBackup.Engine.Records.Protobuf;

/// <summary>
/// Walks over the fields of a protocol buffer whose schema nobody published. Wire format:
/// https://protobuf.dev/programming-guides/encoding.
/// </summary>
internal ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private const int LongestInteger = 10;

    private ReadOnlySpan<byte> _rest = bytes;

    private enum WireType
    {
        Integer = 0,
        Eight = 1,
        Bytes = 2,
        Four = 5,
    }

    /// <summary>The number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>The field's integer, or the bits of its floating-point number; 0 for bytes.</summary>
    public ulong Integer { get; private set; }

    /// <summary>The field's bytes: text, a message, or raw; empty for integers.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The field's bytes as text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>The field's integer as one of 32 bits; those are stored with their sign stretched.</summary>
    public readonly int Int32 => unchecked((int)Integer);

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="InvalidDataException">The bytes are no protocol buffer.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        ulong tag = ReadInteger();
        Field = tag >> 3 is > 0 and <= int.MaxValue ? (int)(tag >> 3) : throw Malformed();
        Integer = 0;
        Bytes = default;
        switch ((WireType)(tag & 7))
        {
            case WireType.Integer:
                Integer = ReadInteger();
                break;
            case WireType.Eight:
                Integer = BitConverter.ToUInt64(Take(sizeof(ulong)).ToArray(), 0);
                break;
            case WireType.Four:
                Integer = BitConverter.ToUInt32(Take(sizeof(uint)).ToArray(), 0);
                break;
            case WireType.Bytes:
                Bytes = Take(ReadInteger());
                break;
            default:
                throw Malformed();
        }

        return true;
    }

    /// <summary>The bytes of the first field with a number; empty when there is none.</summary>
    /// <exception cref="InvalidDataException">The bytes are no protocol buffer.</exception>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> message, int field)
    {
        WireReader reader = new(message);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                return reader.Bytes;
            }
        }

        return default;
    }

    /// <summary>The integer of the first field with a number; null when there is none.</summary>
    /// <exception cref="InvalidDataException">The bytes are no protocol buffer.</exception>
    public static ulong? FindInteger(ReadOnlySpan<byte> message, int field)
    {
        WireReader reader = new(message);
        while (reader.Next())
        {
            if (reader.Field == field)
            {
                return reader.Integer;
            }
        }

        return null;
    }

    private static InvalidDataException Malformed() => new("Not a protocol buffer.");

    private ulong ReadInteger()
    {
        ulong value = 0;
        for (int i = 0; i < LongestInteger && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest.Slice(i + 1);
                return value;
            }
        }

        throw Malformed();
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
        {
            throw Malformed();
        }

        ReadOnlySpan<byte> taken = _rest.Slice(0, (int)count);
        _rest = _rest.Slice((int)count);
        return taken;
    }
}
