using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.VirtualDevice.Lockdown;

/// <content>The overloads that spare copies.</content>
internal sealed partial class CoalescingStream
{
    /// <summary>TLS flushes as it writes, asynchronously.</summary>
    public const bool CanGather = true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        GatherAsync(buffer, cancellationToken);
}
