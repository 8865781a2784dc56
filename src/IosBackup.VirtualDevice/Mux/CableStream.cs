using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>The phone's end of a connection through a <see cref="Cable"/>.</summary>
internal sealed partial class CableStream(Stream inner, Cable cable) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Flush() => inner.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override int Read(byte[] buffer, int offset, int count) =>
        Arrived(inner.Read(buffer, offset, count));

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Arrived(await inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

    public override void Write(byte[] buffer, int offset, int count)
    {
        int passed = cable.Pass(count);
        inner.Write(buffer, offset, passed);
        RequireWhole(passed, count);
    }

    public override async Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await SendAsync(buffer.AsMemory(offset, count), cancellationToken);

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

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int passed = cable.Pass(bytes.Length);
        return passed == bytes.Length && cable.LargestPiece is null && cable.Latency == TimeSpan.Zero
            ? inner.WriteAsync(bytes, cancellationToken)
            : SendInPiecesAsync(bytes, passed, cancellationToken);
    }

    private async ValueTask SendInPiecesAsync(
        ReadOnlyMemory<byte> bytes, int passed, CancellationToken cancellationToken)
    {
        int piece = cable.LargestPiece ?? int.MaxValue;
        for (int done = 0; done < passed; done += Math.Min(piece, passed - done))
        {
            if (cable.Latency > TimeSpan.Zero)
            {
                await Task.Delay(cable.Latency, cancellationToken);
            }

            await inner.WriteAsync(bytes.Slice(done, Math.Min(piece, passed - done)), cancellationToken);
        }

        RequireWhole(passed, bytes.Length);
    }

    private int Arrived(int count)
    {
        RequireWhole(cable.Pass(count), count);
        return count;
    }

    private static void RequireWhole(int passed, int count)
    {
        if (passed < count)
        {
            throw new IOException("The cable has been cut.");
        }
    }
}
