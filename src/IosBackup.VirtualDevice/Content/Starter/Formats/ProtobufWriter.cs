using System;
using System.Text;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>Writes the fields of one protocol buffers message, in the order of the calls.</summary>
internal sealed class ProtobufWriter
{
    private const int VarintType = 0;
    private const int BytesType = 2;
    private const int Fixed32Type = 5;

    private readonly ByteBuilder _output = new();

    public ProtobufWriter Integer(int field, long value)
    {
        WriteVarint(((ulong)field << 3) | VarintType);
        WriteVarint(unchecked((ulong)value));
        return this;
    }

    public ProtobufWriter Real(int field, float value)
    {
        WriteVarint(((ulong)field << 3) | Fixed32Type);
        _output.Bytes(BitConverter.GetBytes(value));
        return this;
    }

    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public ProtobufWriter Bytes(int field, byte[] value)
    {
        WriteVarint(((ulong)field << 3) | BytesType);
        WriteVarint((ulong)value.Length);
        _output.Bytes(value);
        return this;
    }

    public ProtobufWriter Message(int field, ProtobufWriter value) => Bytes(field, value.ToBytes());

    public byte[] ToBytes() => _output.ToArray();

    private void WriteVarint(ulong value)
    {
        const int Continues = 0x80;
        while (value >= Continues)
        {
            _output.Byte((byte)value | Continues);
            value >>= 7;
        }

        _output.Byte((byte)value);
    }
}
