using System;
using System.Buffers.Binary;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// A DeviceLink conversation over a stream: messages (arrays as property lists) and raw file transfers, both behind
/// big-endian lengths.
/// </summary>
internal sealed class DeviceLinkConnection : IDisposable
{
    /// <summary>Directory listings of a million files stay below.</summary>
    private const uint LargestMessage = 256 * 1024 * 1024;

    private const int LengthSize = 4;

    private readonly Stream _stream;
    private readonly IdleWatch _watch;
    private readonly byte[] _input = new byte[256 * 1024];
    private readonly byte[] _output = new byte[64 * 1024];
    private int _start;
    private int _end;
    private int _pending;

    public DeviceLinkConnection(Stream stream, IdleWatch watch)
    {
        _stream = stream;
        _watch = watch;
    }

    /// <summary>Reads the next message.</summary>
    public async Task<PlistArray> ReadMessageAsync(CancellationToken stop)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(await ReadExactAsync(LengthSize, stop));
        if (length is 0 or > LargestMessage)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A DeviceLink message of {length} bytes.");
        }

        byte[] bytes = await ReadExactAsync((int)length, stop);
        return Parse(bytes) is PlistArray { Count: > 0 } message
            ? message
            : throw new EngineException(ErrorKind.ProtocolViolation, "A DeviceLink message is not an array.");
    }

    private static PlistNode Parse(byte[] message)
    {
        try
        {
            return PropertyList.Parse(message);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, "A DeviceLink message is no property list.", e);
        }
    }

    /// <summary>Sends a message.</summary>
    public async ValueTask SendAsync(PlistArray message, CancellationToken stop)
    {
        byte[] body = PropertyList.ToBinary(message);
        await WriteLengthAsync((uint)body.Length, stop);
        await WriteAsync(body, stop);
        await FlushAsync(stop);
    }

    /// <summary>Receives the raw part of an upload up to and including its terminator.</summary>
    public async ValueTask ReceiveFilesAsync(IUploadSink sink, CancellationToken stop)
    {
        UploadParser parser = new(sink);
        while (true)
        {
            _start += parser.Feed(_input.AsSpan(_start, _end - _start));
            if (parser.IsComplete)
            {
                return;
            }

            await sink.WaitForRoomAsync(stop);
            await FillAsync(stop);
        }
    }

    /// <summary>Sends a text behind its length, as paths are sent in raw transfers.</summary>
    public async ValueTask WriteTextAsync(string text, CancellationToken stop)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        await WriteLengthAsync((uint)bytes.Length, stop);
        await WriteAsync(bytes, stop);
    }

    /// <summary>Sends a block of a raw transfer.</summary>
    public async ValueTask WriteBlockAsync(byte code, ReadOnlyMemory<byte> data, CancellationToken stop)
    {
        await WriteLengthAsync((uint)data.Length + 1, stop);
        await WriteAsync(new byte[] { code }, stop);
        await WriteAsync(data, stop);
    }

    /// <summary>Sends the zero length that ends a raw transfer.</summary>
    public ValueTask WriteTerminatorAsync(CancellationToken stop) => WriteLengthAsync(0, stop);

    /// <summary>Sends what has been gathered.</summary>
    public async ValueTask FlushAsync(CancellationToken stop)
    {
        if (_pending == 0)
        {
            return;
        }

        int count = _pending;
        _pending = 0;
        await GuardAsync(_stream.WriteAsync(_output.AsMemory(0, count), stop));
        await _stream.FlushAsync(stop);
        _watch.Touch();
    }

    public void Dispose() => _stream.Dispose();

    private async ValueTask WriteLengthAsync(uint length, CancellationToken stop)
    {
        byte[] bytes = new byte[LengthSize];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, length);
        await WriteAsync(bytes, stop);
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        while (bytes.Length > 0)
        {
            int taken = Math.Min(bytes.Length, _output.Length - _pending);
            bytes.Slice(0, taken).CopyTo(_output.AsMemory(_pending));
            _pending += taken;
            bytes = bytes.Slice(taken);
            if (_pending == _output.Length)
            {
                await FlushAsync(stop);
            }
        }
    }

    private async ValueTask<byte[]> ReadExactAsync(int count, CancellationToken stop)
    {
        // Grown as bytes arrive: a length alone allocates nothing large.
        byte[] bytes = new byte[Math.Min(count, 1024 * 1024)];
        int filled = 0;
        while (filled < count)
        {
            if (_start == _end)
            {
                await FillAsync(stop);
            }

            if (filled == bytes.Length)
            {
                Array.Resize(ref bytes, (int)Math.Min(count, bytes.Length * 2L));
            }

            int taken = Math.Min(bytes.Length - filled, _end - _start);
            Array.Copy(_input, _start, bytes, filled, taken);
            filled += taken;
            _start += taken;
        }

        return bytes;
    }

    private async ValueTask FillAsync(CancellationToken stop)
    {
        int read = 0;
        await GuardAsync(ReadAsync());
        _start = 0;
        _end = read;
        _watch.Touch();
        if (read == 0)
        {
            throw new EngineException(ErrorKind.DeviceDisconnected, "The device closed the connection.");
        }

        async ValueTask ReadAsync() => read = await _stream.ReadAsync(_input.AsMemory(), stop);
    }

    private async ValueTask GuardAsync(ValueTask transfer)
    {
        try
        {
            await transfer;
        }
        catch (Exception) when (_watch.Expired.IsCancellationRequested)
        {
            throw new EngineException(ErrorKind.IdleTimeout, $"The device was silent for {_watch.Limit}.");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            throw new EngineException(ErrorKind.DeviceDisconnected, "The connection to the device broke.", e);
        }
    }
}
