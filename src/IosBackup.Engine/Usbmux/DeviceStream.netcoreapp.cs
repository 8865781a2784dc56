using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Usbmux;

/// <content>The members that only newer streams have; without them each call would copy through a rented array.</content>
public sealed partial class DeviceStream
{
    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(GuardAsync(t => t.ReadAsync(buffer, cancellationToken).AsTask(), cancellationToken));

    /// <inheritdoc/>
    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(GuardAsync(
            async t =>
            {
                await t.WriteAsync(buffer, cancellationToken);
                return true;
            },
            cancellationToken));
}
