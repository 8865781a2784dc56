using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// Reads from a socket in large pieces for TLS above it, which asks for one record of 16 KiB at a time or less. Writes
/// go straight through.
/// </summary>
internal sealed partial class ReadAheadStream(Stream inner) : DuplexStream(inner)
{
    private const int Size = 128 * 1024;

    private byte[]? _buffer = new byte[Size];
    private int _start;
    private int _end;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_start == _end)
        {
            byte[] room = Room();
            Filled(Inner.Read(room, 0, room.Length));
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        if (_start == _end)
        {
            await FillAsync(Room(), cancellationToken);
        }

        return Take(buffer.AsSpan(offset, count));
    }

    public override void Write(byte[] buffer, int offset, int count) => Inner.Write(buffer, offset, count);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Inner.WriteAsync(buffer, offset, count, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => Inner.FlushAsync(cancellationToken);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _buffer = null;
    }

    private byte[] Room() => _buffer ?? throw new ObjectDisposedException(nameof(ReadAheadStream));

    private void Filled(int count) => (_start, _end) = (0, count);

    private int Take(Span<byte> target)
    {
        int taken = Math.Min(target.Length, _end - _start);
        Room().AsSpan(_start, taken).CopyTo(target);
        _start += taken;
        return taken;
    }
}
