using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Services;

/// <content>The member that only newer streams have.</content>
internal sealed partial class AfcReadStream
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(FillAsync(buffer, cancellationToken));
}
