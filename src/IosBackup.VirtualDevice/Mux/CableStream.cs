using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Usbmux;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>The phone's end of a connection through a <see cref="Cable"/>.</summary>
internal sealed partial class CableStream(Stream inner, Cable cable) : DuplexStream(inner)
{
    public override Task FlushAsync(CancellationToken cancellationToken) => Inner.FlushAsync(cancellationToken);

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Arrived(await Inner.ReadAsync(buffer.AsMemory(offset, count), cancellationToken));

    public override async Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        await SendAsync(buffer.AsMemory(offset, count), cancellationToken);

    private ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        int passed = cable.Pass(bytes.Length);
        return passed == bytes.Length && cable.LargestPiece is null && cable.Latency == TimeSpan.Zero
            ? Inner.WriteAsync(bytes, cancellationToken)
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

            await Inner.WriteAsync(bytes.Slice(done, Math.Min(piece, passed - done)), cancellationToken);
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
