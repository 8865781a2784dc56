using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Usbmux;

/// <content>
/// The members that only newer streams have; without them each call would copy through a rented array.
/// </content>
internal sealed partial class ReadAheadStream
{
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_start == _end)
        {
            // Also for an empty buffer, with which TLS waits until there is something to read.
            await FillAsync(Room(), cancellationToken);
        }

        return Take(buffer.Span);
    }

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        Inner.WriteAsync(buffer, cancellationToken);

    private async ValueTask FillAsync(byte[] room, CancellationToken stop) =>
        Filled(await Inner.ReadAsync(room.AsMemory(), stop));
}
