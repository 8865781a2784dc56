using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Usbmux;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>
/// Gathers the small records that TLS makes of large writes, so that the system is called once for many. What is
/// written leaves when the buffer is full or flushed.
/// </summary>
internal sealed partial class CoalescingStream(Stream inner) : DuplexStream(inner)
{
    private const int BufferLength = 256 * 1024;

    private readonly byte[] _buffer = new byte[BufferLength];
    private int _used;
    private bool _isEnabled;

    /// <summary>Begins to gather. A handshake does not flush what it writes, so it must be over.</summary>
    public void Enable() => _isEnabled = CanGather;

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Inner.ReadAsync(buffer, offset, count, cancellationToken);

    public override async Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await GatherAsync(buffer.AsMemory(offset, count), cancellationToken);

    public override async Task FlushAsync(CancellationToken cancellationToken)
    {
        await SendAsync(cancellationToken);
        await Inner.FlushAsync(cancellationToken);
    }

    private async ValueTask GatherAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (_used + bytes.Length > BufferLength || !_isEnabled)
        {
            await SendAsync(cancellationToken);
        }

        if (bytes.Length > BufferLength || !_isEnabled)
        {
            await Inner.WriteAsync(bytes, cancellationToken);
            return;
        }

        bytes.Span.CopyTo(_buffer.AsSpan(_used));
        _used += bytes.Length;
    }

    private ValueTask SendAsync(CancellationToken cancellationToken)
    {
        int count = _used;
        _used = 0;
        return count == 0 ? default : Inner.WriteAsync(_buffer.AsMemory(0, count), cancellationToken);
    }
}
