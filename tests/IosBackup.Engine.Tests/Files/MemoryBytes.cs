using System;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Tests.Files;

/// <summary>Bytes in memory that count how they are read and can be made to fail.</summary>
internal sealed class MemoryBytes(byte[] content) : IPositionedBytes
{
    public long Length => content.Length;

    /// <summary>Times that somebody has read.</summary>
    public int Reads { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>What the next reads fail with.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Where the bytes end though they are longer.</summary>
    public int End { get; set; } = content.Length;

    public int Read(Span<byte> buffer, long position)
    {
        ObjectDisposedException.ThrowIf(IsDisposed, this);
        Reads++;
        if (Failure is not null)
        {
            throw Failure;
        }

        int count = (int)Math.Clamp(End - position, 0, buffer.Length);
        content.AsSpan((int)Math.Min(position, End), count).CopyTo(buffer);
        return count;
    }

    public void Dispose() => IsDisposed = true;
}
