using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Usbmux;

/// <content>
/// The members that only newer streams have; without them each call would copy through a rented array.
/// </content>
public sealed partial class DeviceStream
{
    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            // What is there already, as most is during a backup, costs nothing beside the reading.
            ValueTask<int> reading = _transport.ReadAsync(buffer, cancellationToken);
            if (reading.IsCompletedSuccessfully)
            {
                return Ended(reading.Result);
            }

            int read = await GuardAsync(_ => reading.AsTask(), cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            return Ended(read);
        }
        catch (Exception e) when (IsLoss(e, cancellationToken))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Lost(e);
        }
    }

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
