using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>
/// Sends everything in pieces, so that whatever is above has to be put together again by the other side.
/// </summary>
internal sealed class PieceStream(Stream inner, int pieceLength) : DuplexStream(inner)
{
    public override int Read(byte[] buffer, int offset, int count) => Inner.Read(buffer, offset, count);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Inner.ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            int count = Math.Min(pieceLength, buffer.Length);
            await Inner.WriteAsync(buffer[..count], cancellationToken);
            buffer = buffer[count..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Inner.Write(buffer, offset, count);
}
