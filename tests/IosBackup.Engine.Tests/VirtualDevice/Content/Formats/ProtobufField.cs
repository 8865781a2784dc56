using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

/// <summary>A field of a protocol buffer: a number, or bytes that are a text or a message of their own.</summary>
internal sealed record ProtobufField(int Number, long Integer, byte[]? Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes!);

    public List<ProtobufField> Fields => Read(Bytes!);

    public static List<ProtobufField> Read(ReadOnlySpan<byte> bytes)
    {
        List<ProtobufField> fields = [];
        while (bytes.Length > 0)
        {
            long tag = Varint(ref bytes);
            int number = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    fields.Add(new ProtobufField(number, Varint(ref bytes), null));
                    break;
                case 2:
                    int length = (int)Varint(ref bytes);
                    fields.Add(new ProtobufField(number, 0, bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                default:
                    Assert.Equal(5, tag & 7);
                    fields.Add(new ProtobufField(number, BinaryPrimitives.ReadInt32LittleEndian(bytes), null));
                    bytes = bytes[4..];
                    break;
            }
        }

        return fields;
    }

    private static long Varint(ref ReadOnlySpan<byte> bytes)
    {
        long value = 0;
        for (int i = 0; ; i++)
        {
            value |= (bytes[i] & 0x7FL) << (7 * i);
            if (bytes[i] < 0x80)
            {
                bytes = bytes[(i + 1)..];
                return value;
            }
        }
    }
}
