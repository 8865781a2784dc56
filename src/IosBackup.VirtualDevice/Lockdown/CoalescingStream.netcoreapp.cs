using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice.Lockdown;

/// <content>The overloads that spare copies.</content>
internal sealed partial class CoalescingStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        GatherAsync(buffer, cancellationToken);
}
