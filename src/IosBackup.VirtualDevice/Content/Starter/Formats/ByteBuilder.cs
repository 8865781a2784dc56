using System;
using System.Buffers.Binary;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Bytes that grow at their end.</summary>
internal sealed class ByteBuilder
{
    private byte[] _bytes = new byte[256];

    public int Length { get; private set; }

    public ByteBuilder Byte(int value)
    {
        Grow(1)[0] = (byte)value;
        return this;
    }

    public ByteBuilder Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Grow(value.Length));
        return this;
    }

    public ByteBuilder Ascii(string value) => Bytes(Encoding.ASCII.GetBytes(value));

    /// <summary>Adds zeros.</summary>
    public ByteBuilder Zeros(int count)
    {
        Grow(count).Clear();
        return this;
    }

    public ByteBuilder Int16Big(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Grow(2), unchecked((ushort)value));
        return this;
    }

    public ByteBuilder Int32Big(long value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(Grow(4), unchecked((uint)value));
        return this;
    }

    public ByteBuilder Int16Little(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(Grow(2), unchecked((ushort)value));
        return this;
    }

    public ByteBuilder Int32Little(long value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Grow(4), unchecked((uint)value));
        return this;
    }

    public ByteBuilder Int64Little(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Grow(8), value);
        return this;
    }

    public byte[] ToArray() => _bytes.AsSpan(0, Length).ToArray();

    private Span<byte> Grow(int count)
    {
        if (Length + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        }

        Span<byte> added = _bytes.AsSpan(Length, count);
        Length += count;
        return added;
    }
}
