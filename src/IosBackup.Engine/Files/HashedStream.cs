using System;
using System.IO;
using System.Security.Cryptography;

namespace IosBackup.Engine.Files;

/// <summary>
/// Hashes a stream while it is read. The reader may jump about: every byte is hashed once, in order, when the reading
/// first comes to it.
/// </summary>
/// <param name="stored">The stream, seekable; disposed with this one.</param>
/// <param name="first">A hash; null for none.</param>
/// <param name="second">Another.</param>
/// <param name="read">Told of bytes that were read; may throw.</param>
internal sealed class HashedStream(Stream stored, IncrementalHash? first, IncrementalHash? second, Action<int>? read)
    : ReadOnlyStream
{
    private readonly long _length = stored.Length;
    private long _hashed;

    /// <summary>Whether every byte is hashed.</summary>
    public bool IsComplete => _hashed == _length;

    public override bool CanSeek => true;

    public override long Length => _length;

    public override long Position
    {
        get => stored.Position;
        set => stored.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        long at = stored.Position;
        int taken = stored.Read(buffer, offset, count);
        if (at <= _hashed && at + taken > _hashed)
        {
            int known = (int)(_hashed - at);
            first?.AppendData(buffer, offset + known, taken - known);
            second?.AppendData(buffer, offset + known, taken - known);
            _hashed = at + taken;
        }

        read?.Invoke(taken);
        return taken;
    }

    public override long Seek(long offset, SeekOrigin origin) => stored.Seek(offset, origin);

    /// <summary>Hashes what was not read.</summary>
    public void HashRest(byte[] buffer)
    {
        stored.Position = _hashed;
        while (Read(buffer, 0, buffer.Length) > 0)
        {
            // Reading hashes.
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stored.Dispose();
        }

        base.Dispose(disposing);
    }
}
