using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>
/// Gathers the small records that TLS makes of large writes, so that the system is called once for many. What is written
/// leaves when the buffer is full or flushed.
/// </summary>
internal sealed partial class CoalescingStream(Stream inner) : Stream
{
    private const int BufferLength = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferLength];
    private int _used;

    /// <summary>Whether anything is gathered. A handshake does not flush what it writes.</summary>
    public bool IsEnabled { get; set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        Flush();
        inner.Write(buffer, offset, count);
    }

    public override async Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await GatherAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override void Flush()
    {
        inner.Write(_buffer, 0, _used);
        _used = 0;
        inner.Flush();
    }

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken);
        await inner.FlushAsync(cancellationToken);
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask GatherAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_used + bytes.Length > BufferLength || !IsEnabled)
        {
            await SendAsync(cancellationToken);
        }

        if (bytes.Length > BufferLength || !IsEnabled)
        {
            await inner.WriteAsync(bytes, cancellationToken);
            return;
        }

        bytes.Span.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private ValueTask SendAsync(CancellationToken cancellationToken)
    {
        int count = _used;
        _used = 0;
        return count == 0 ? default : inner.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
    }
}
