using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>
/// A request of AFC: a little-endian header of forty bytes (magic, whole length, length without payload, number,
/// operation), then data and payload.
/// </summary>
internal sealed record AfcPacket(ulong Number, AfcOperation Operation, byte[] Data, byte[] Payload)
{
    private const int HeaderLength = 40;
    private const int LargestLength = 64 * 1024 * 1024;
    private const ulong Magic = 0x4141504C36414643;

    /// <summary>Reads a request; null when the client has closed the connection.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>.</exception>
    public static async Task<AfcPacket?> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        byte[] header = new byte[HeaderLength];
        if (!await stream.TryReadExactlyAsync(header, cancellationToken))
        {
            return null;
        }

        ulong whole = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(8));
        ulong withoutPayload = BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(16));
        if (BinaryPrimitives.ReadUInt64LittleEndian(header) != Magic || withoutPayload < HeaderLength
            || whole < withoutPayload || whole > LargestLength)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, "An AFC packet has an impossible header.");
        }

        byte[] data = new byte[withoutPayload - HeaderLength];
        byte[] payload = new byte[whole - withoutPayload];
        if (!await stream.TryReadExactlyAsync(data, cancellationToken)
            || !await stream.TryReadExactlyAsync(payload, cancellationToken))
        {
            return null;
        }

        return new AfcPacket(
            BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(24)),
            (AfcOperation)BinaryPrimitives.ReadUInt64LittleEndian(header.AsSpan(32)),
            data,
            payload);
    }

    /// <summary>Answers the request. The answer's data is all there is: phones use the payload for file content only.</summary>
    public async Task AnswerAsync(
        Stream stream, AfcOperation operation, byte[] data, CancellationToken cancellationToken)
    {
        int payloadLength = operation == AfcOperation.Data ? data.Length : 0;
        byte[] packet = new byte[HeaderLength + data.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(packet, Magic);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(8), packet.Length);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(16), packet.Length - payloadLength);
        BinaryPrimitives.WriteUInt64LittleEndian(packet.AsSpan(24), Number);
        BinaryPrimitives.WriteInt64LittleEndian(packet.AsSpan(32), (long)operation);
        data.CopyTo(packet.AsSpan(HeaderLength));
        await stream.WriteAsync(packet, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>The number at a position of the data.</summary>
    /// <exception cref="AfcException">The data is too short.</exception>
    public ulong Integer(int index)
    {
        int at = index * sizeof(ulong);
        return at + sizeof(ulong) <= Data.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(Data.AsSpan(at))
            : throw new AfcException(AfcStatus.InvalidArgument);
    }

    /// <summary>The texts that follow a number of integers, each ended by a zero.</summary>
    /// <exception cref="AfcException">There are fewer texts than wanted.</exception>
    public string[] Texts(int count, int integersBefore = 0)
    {
        int start = Math.Min(Data.Length, integersBefore * sizeof(ulong));
        string[] texts = Encoding.UTF8.GetString(Data, start, Data.Length - start).Split('\0');
        return texts.Length >= count ? texts : throw new AfcException(AfcStatus.InvalidArgument);
    }
}
