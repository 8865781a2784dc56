using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Services;

/// <summary>
/// The content of an open file as a stream, forward only. It is read asynchronously only: there is a conversation behind
/// it. The file itself is closed by whoever opened it.
/// </summary>
internal sealed partial class AfcReadStream(AfcFile file) : Stream
{
    private ReadOnlyMemory<byte> _buffered;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        FillAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<int> FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (_buffered.IsEmpty && !buffer.IsEmpty)
        {
            _buffered = await file.ReadAsync(AfcFile.ChunkLength, cancellation);
        }

        int taken = Math.Min(buffer.Length, _buffered.Length);
        _buffered.Slice(0, taken).CopyTo(buffer);
        _buffered = _buffered.Slice(taken);
        _position += taken;
        return taken;
    }
}
