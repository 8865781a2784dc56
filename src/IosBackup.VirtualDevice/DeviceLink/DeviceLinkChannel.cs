using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.DeviceLink;

/// <summary>
/// The bytes of a DeviceLink connection: frames of a big-endian length and a property list, and raw file transfers with
/// the same kind of lengths. What is written waits in a buffer until it is full or flushed.
/// </summary>
internal sealed class DeviceLinkChannel
{
    /// <summary>Bytes in front of a block's data: its length and its code.</summary>
    public const int BlockHeaderLength = sizeof(uint) + 1;

    private const int LargestMessage = 64 * 1024 * 1024;
    private const int LargestName = 64 * 1024;
    private const int RoomForNames = 64 * 1024;

    private readonly Stream _stream;
    private readonly byte[] _output;
    private readonly byte[] _prefix = new byte[sizeof(uint)];
    private int _used;

    /// <param name="stream">The connection.</param>
    /// <param name="blockSize">Bytes of data in a block that is sent.</param>
    public DeviceLinkChannel(Stream stream, int blockSize)
    {
        _stream = stream;
        BlockSize = blockSize;
        _output = new byte[blockSize + BlockHeaderLength + RoomForNames];
    }

    /// <summary>Bytes of data in a block that is sent.</summary>
    public int BlockSize { get; }

    /// <summary>Sends a message.</summary>
    public async Task SendAsync(PlistArray message, CancellationToken cancellationToken)
    {
        byte[] payload = PropertyList.ToBinary(message);
        await WriteLengthAsync((uint)payload.Length, cancellationToken);
        await WriteAsync(payload, cancellationToken);
        await FlushAsync(cancellationToken);
    }

    /// <summary>Reads a message; null when the host has closed the connection.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ProtocolViolation"/> or <see cref="ErrorKind.PropertyListInvalid"/>.
    /// </exception>
    public async Task<PlistArray?> ReceiveAsync(CancellationToken cancellationToken)
    {
        if (await TryReadLengthAsync(cancellationToken) is not uint length)
        {
            return null;
        }

        if (length is 0 or > LargestMessage)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A message states a length of {length}.");
        }

        byte[] payload = new byte[length];
        await ReadAsync(payload, cancellationToken);
        return PropertyList.Parse(payload) is PlistArray { Count: > 0 } message && message.GetString(0) is not null
            ? message
            : throw new EngineException(ErrorKind.ProtocolViolation, "A message is not an array that begins with its name.");
    }

    /// <summary>Writes a big-endian number.</summary>
    public async ValueTask WriteLengthAsync(uint value, CancellationToken cancellationToken)
    {
        await MakeRoomAsync(sizeof(uint), cancellationToken);
        BinaryPrimitives.WriteUInt32BigEndian(_output.AsSpan(_used), value);
        _used += sizeof(uint);
    }

    /// <summary>Writes a name with its length.</summary>
    public async ValueTask WriteNameAsync(string name, CancellationToken cancellationToken)
    {
        int length = Encoding.UTF8.GetByteCount(name);
        await WriteLengthAsync((uint)length, cancellationToken);
        await MakeRoomAsync(length, cancellationToken);
        _used += Encoding.UTF8.GetBytes(name, 0, name.Length, _output, _used);
    }

    /// <summary>Writes a block: its length, its code, its data.</summary>
    public async ValueTask WriteBlockAsync(byte code, ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await MakeRoomAsync(BlockHeaderLength, cancellationToken);
        PutBlockHeader(code, data.Length);
        await WriteAsync(data, cancellationToken);
    }

    /// <summary>
    /// Writes a block of what a stream has next, read right into the buffer. Returns what was read, valid until the next
    /// write; nothing is written at the stream's end.
    /// </summary>
    public async ValueTask<ArraySegment<byte>> WriteBlockFromAsync(
        Stream source, byte code, CancellationToken cancellationToken)
    {
        await MakeRoomAsync(BlockHeaderLength + BlockSize, cancellationToken);
        int start = _used + BlockHeaderLength;
        int filled = 0;
        int count;
        do
        {
            count = source.Read(_output, start + filled, BlockSize - filled);
            filled += count;
        }
        while (count > 0 && filled < BlockSize);

        if (filled > 0)
        {
            PutBlockHeader(code, filled);
            _used += filled;
        }

        return new ArraySegment<byte>(_output, start, filled);
    }

    /// <summary>Writes bytes as they are.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.Length > _output.Length)
        {
            await FlushAsync(cancellationToken);
            await _stream.WriteAsync(bytes, cancellationToken);
            return;
        }

        await MakeRoomAsync(bytes.Length, cancellationToken);
        bytes.Span.CopyTo(_output.AsSpan(_used));
        _used += bytes.Length;
    }

    /// <summary>Sends what waits in the buffer.</summary>
    public async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_used > 0)
        {
            int count = _used;
            _used = 0;
            await _stream.WriteAsync(_output.AsMemory(0, count), cancellationToken);
        }

        await _stream.FlushAsync(cancellationToken);
    }

    /// <summary>Sends what waits in the buffer but for its last bytes, and gives the connection up.</summary>
    /// <exception cref="IOException">Always.</exception>
    public async ValueTask BreakOffAsync(int missing, CancellationToken cancellationToken)
    {
        _used -= missing;
        await FlushAsync(cancellationToken);
        throw new IOException("The phone breaks off within a block.");
    }

    /// <summary>Reads a big-endian number.</summary>
    public async ValueTask<uint> ReadLengthAsync(CancellationToken cancellationToken) =>
        await TryReadLengthAsync(cancellationToken) ?? throw new EndOfStreamException("The host is gone.");

    /// <summary>Reads a name with its length; null for the zero that ends a list of files.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>: an absurd length.</exception>
    public async ValueTask<string?> ReadNameAsync(CancellationToken cancellationToken)
    {
        uint length = await ReadLengthAsync(cancellationToken);
        if (length > LargestName)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A file name states a length of {length}.");
        }

        byte[] name = new byte[length];
        await ReadAsync(name, cancellationToken);
        return length == 0 ? null : Encoding.UTF8.GetString(name);
    }

    /// <summary>Fills a buffer.</summary>
    /// <exception cref="EndOfStreamException">The host is gone.</exception>
    public async ValueTask ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length > 0 && !await _stream.TryReadExactlyAsync(buffer, cancellationToken))
        {
            throw new EndOfStreamException("The host is gone.");
        }
    }

    private async ValueTask<uint?> TryReadLengthAsync(CancellationToken cancellationToken) =>
        await _stream.TryReadExactlyAsync(_prefix, cancellationToken)
            ? BinaryPrimitives.ReadUInt32BigEndian(_prefix)
            : null;

    private ValueTask MakeRoomAsync(int count, CancellationToken cancellationToken) =>
        _used + count <= _output.Length ? default : FlushAsync(cancellationToken);

    private void PutBlockHeader(byte code, int dataLength)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_output.AsSpan(_used), (uint)dataLength + 1);
        _output[_used + sizeof(uint)] = code;
        _used += BlockHeaderLength;
    }
}
