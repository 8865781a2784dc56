using System;
using System.Buffers.Binary;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// A packet of the usbmux protocol: four little-endian 32-bit integers (total length, version, type, tag), then a property
/// list. Only version 1 with type 8 (property list) is in use since about 2010.
/// </summary>
internal sealed class UsbmuxPacket
{
    public const int HeaderLength = 16;

    /// <summary>The largest packet that is read; honest ones stay below 64 KiB but for long device lists.</summary>
    public const int MaximumLength = 4 * 1024 * 1024;

    private const uint PlistVersion = 1;
    private const uint PlistType = 8;

    private UsbmuxPacket(uint tag, PlistDictionary payload)
    {
        Tag = tag;
        Payload = payload;
    }

    /// <summary>The number that a request and its reply share; events have 0.</summary>
    public uint Tag { get; }

    public PlistDictionary Payload { get; }

    public static FrameAssembler CreateAssembler() => new(HeaderLength, BodyLength);

    public static byte[] Encode(uint tag, PlistDictionary payload)
    {
        byte[] body = PropertyList.ToXml(payload);
        byte[] packet = new byte[HeaderLength + body.Length];
        Span<byte> header = packet;
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(4), PlistVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(8), PlistType);
        BinaryPrimitives.WriteUInt32LittleEndian(header.Slice(12), tag);
        body.CopyTo(packet, HeaderLength);
        return packet;
    }

    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>.</exception>
    public static UsbmuxPacket Decode(Frame frame)
    {
        ReadOnlySpan<byte> header = frame.Header.Span;
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(4));
        uint type = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(8));
        if (version != PlistVersion || type != PlistType)
        {
            throw new EngineException(
                ErrorKind.ProtocolViolation, $"A usbmux packet of version {version}, type {type} is no property list.");
        }

        try
        {
            uint tag = BinaryPrimitives.ReadUInt32LittleEndian(header.Slice(12));
            return new UsbmuxPacket(tag, PropertyList.ParseDictionary(frame.Body.Span));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A malformed usbmux packet: {e.Message}", e);
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> header)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        return length is >= HeaderLength and <= MaximumLength
            ? (int)length - HeaderLength
            : throw new EngineException(ErrorKind.ProtocolViolation, $"A usbmux packet claims {length} bytes.");
    }
}
