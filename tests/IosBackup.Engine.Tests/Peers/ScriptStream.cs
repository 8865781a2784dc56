using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>A peer that has said everything beforehand; its words arrive in pieces of a chosen size.</summary>
internal sealed class ScriptStream(ReadOnlyMemory<byte> script, int pieceLength = int.MaxValue) : Stream
{
    private readonly MemoryStream _written = new();
    private ReadOnlyMemory<byte> _rest = script;

    public byte[] Written => _written.ToArray();

    public int Unread => _rest.Length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int taken = Math.Min(Math.Min(count, pieceLength), _rest.Length);
        _rest[..taken].CopyTo(buffer.AsMemory(offset));
        _rest = _rest[taken..];
        return taken;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        byte[] bytes = new byte[buffer.Length];
        int count = Read(bytes, 0, bytes.Length);
        bytes.AsMemory(0, count).CopyTo(buffer);
        return new ValueTask<int>(count);
    }

    public override void Write(byte[] buffer, int offset, int count) => _written.Write(buffer, offset, count);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _written.Dispose();
        base.Dispose(disposing);
    }
}
