using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice.Mux;

/// <content>The overloads that spare copies.</content>
internal sealed partial class CableStream
{
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Arrived(await Inner.ReadAsync(buffer, cancellationToken));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        SendAsync(buffer, cancellationToken);
}
