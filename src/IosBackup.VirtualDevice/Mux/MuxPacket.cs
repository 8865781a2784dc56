using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>
/// A packet of usbmux: sixteen bytes of little-endian header (length including it, version, type, tag), then an XML
/// property list.
/// </summary>
internal sealed record MuxPacket(uint Version, uint Type, uint Tag, byte[] Payload)
{
    public const uint PlistVersion = 1;
    public const uint PlistType = 8;

    private const int HeaderLength = 16;
    private const int LargestLength = 4 * 1024 * 1024;

    /// <summary>Reads a packet; null when the client has closed the connection.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>: an impossible length.</exception>
    public static async Task<MuxPacket?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderLength];
        if (!await stream.TryReadExactlyAsync(header, cancellationToken))
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32LittleEndian(header);
        if (length is < HeaderLength or > LargestLength)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A usbmux packet states a length of {length}.");
        }

        byte[] payload = new byte[length - HeaderLength];
        if (!await stream.TryReadExactlyAsync(payload, cancellationToken))
        {
            return null;
        }

        return new MuxPacket(
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)),
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)),
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12)),
            payload);
    }

    /// <summary>The bytes of a packet that carries a property list.</summary>
    public static byte[] Encode(PlistDictionary message, uint tag)
    {
        byte[] payload = PropertyList.ToXml(message);
        byte[] packet = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(4), PlistVersion);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(8), PlistType);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), tag);
        payload.CopyTo(packet.AsSpan(HeaderLength));
        return packet;
    }

    /// <summary>The bytes of a result in the obsolete binary protocol.</summary>
    public static byte[] EncodeBinaryResult(uint result, uint tag)
    {
        const uint ResultType = 1;
        byte[] packet = new byte[HeaderLength + sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(packet, (uint)packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(8), ResultType);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), tag);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(HeaderLength), result);
        return packet;
    }
}
