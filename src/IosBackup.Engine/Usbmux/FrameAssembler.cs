using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// Puts messages together from bytes that arrive in pieces of any size. It never takes more than the rest of the current
/// message, so that whatever follows on the stream (another message, another layer) stays where it is. Memory grows with
/// what has arrived, not with what a header promises.
/// </summary>
internal sealed class FrameAssembler(int headerLength, FrameBodyLength bodyLength)
{
    private const int FirstAllocation = 16 * 1024;

    private byte[] _header = new byte[headerLength];
    private byte[] _body = [];
    private int _bodyLength;
    private int _count;

    /// <summary>Whether the stream is between two messages.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>Whether a whole message is ready to be taken.</summary>
    public bool IsComplete => Missing == 0;

    private int Missing =>
        _count < headerLength ? headerLength - _count : headerLength + _bodyLength - _count;

    /// <summary>Adds bytes and says how many of them belonged to the current message.</summary>
    public int Feed(ReadOnlySpan<byte> bytes)
    {
        int taken = 0;
        while (!IsComplete && taken < bytes.Length)
        {
            Span<byte> room = Room().Span;
            int count = Math.Min(room.Length, bytes.Length - taken);
            bytes.Slice(taken, count).CopyTo(room);
            Advance(count);
            taken += count;
        }

        return taken;
    }

    /// <summary>Reads from a stream until a message is whole; null when the stream ends between two messages.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceDisconnected"/>: the stream ended inside a message.
    /// <see cref="ErrorKind.ProtocolViolation"/>: the header makes no sense.
    /// </exception>
    public async Task<Frame?> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        while (!IsComplete)
        {
            int count = await stream.ReadAsync(Room(), cancellation);
            if (count == 0)
            {
                return IsEmpty ? null : throw new EngineException(
                    ErrorKind.DeviceDisconnected,
                    $"The connection ended inside a message, {Missing} bytes before the end of what was announced.");
            }

            Advance(count);
        }

        return Take();
    }

    /// <summary>Hands out the whole message and begins with the next one.</summary>
    public Frame Take()
    {
        Frame frame = new(_header, _body.AsMemory(0, _bodyLength));
        _header = new byte[headerLength];
        _body = [];
        _bodyLength = 0;
        _count = 0;
        return frame;
    }

    private Memory<byte> Room()
    {
        if (_count < headerLength)
        {
            return _header.AsMemory(_count);
        }

        int filled = _count - headerLength;
        if (filled == _body.Length)
        {
            int size = Math.Min(_bodyLength, Math.Max(FirstAllocation, (int)Math.Min(2L * filled, int.MaxValue)));
            Array.Resize(ref _body, size);
        }

        return _body.AsMemory(filled);
    }

    private void Advance(int count)
    {
        bool inHeader = _count < headerLength;
        _count += count;
        if (inHeader && _count == headerLength)
        {
            _bodyLength = bodyLength(_header);
        }
    }
}
