using System;
using System.Buffers.Binary;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>
/// A packet of AFC: a magic, then four little-endian 64-bit integers (whole length, length without the payload, number,
/// operation), then arguments, then the payload. Only writes and answers with data have a payload.
/// </summary>
internal sealed class AfcPacket
{
    public const int HeaderLength = 40;

    /// <summary>The largest packet that is read: long folder listings and reads stay far below.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    private AfcPacket(AfcOperation operation, ulong number, ReadOnlyMemory<byte> content)
    {
        Operation = operation;
        Number = number;
        Content = content;
    }

    private static ReadOnlySpan<byte> Magic => "CFA6LPAA"u8;

    public AfcOperation Operation { get; }

    /// <summary>Requests are counted; an answer repeats the number of its request.</summary>
    public ulong Number { get; }

    /// <summary>Arguments and payload.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    public static FrameAssembler CreateAssembler() => new(HeaderLength, BodyLength);

    /// <summary>Everything of a packet but its payload.</summary>
    public static byte[] EncodeHead(
        AfcOperation operation, ulong number, ReadOnlySpan<byte> arguments, int payloadLength)
    {
        byte[] head = new byte[HeaderLength + arguments.Length];
        Span<byte> rest = head;
        Magic.CopyTo(rest);
        BinaryPrimitives.WriteUInt64LittleEndian(rest.Slice(8), (ulong)head.Length + (ulong)payloadLength);
        BinaryPrimitives.WriteUInt64LittleEndian(rest.Slice(16), (ulong)head.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(rest.Slice(24), number);
        BinaryPrimitives.WriteUInt64LittleEndian(rest.Slice(32), (ulong)operation);
        arguments.CopyTo(rest.Slice(HeaderLength));
        return head;
    }

    public static AfcPacket Decode(Frame frame)
    {
        ReadOnlySpan<byte> header = frame.Header.Span;
        return new AfcPacket(
            (AfcOperation)BinaryPrimitives.ReadUInt64LittleEndian(header.Slice(32)),
            BinaryPrimitives.ReadUInt64LittleEndian(header.Slice(24)),
            frame.Body);
    }

    private static int BodyLength(ReadOnlySpan<byte> header)
    {
        ulong whole = BinaryPrimitives.ReadUInt64LittleEndian(header.Slice(8));
        ulong withoutPayload = BinaryPrimitives.ReadUInt64LittleEndian(header.Slice(16));
        bool sane = header.StartsWith(Magic)
            && whole is >= HeaderLength and <= MaximumLength
            && withoutPayload >= HeaderLength && withoutPayload <= whole;
        return sane
            ? (int)whole - HeaderLength
            : throw new EngineException(
                ErrorKind.ProtocolViolation, $"An AFC packet of {whole} bytes with a head of {withoutPayload}.");
    }
}
