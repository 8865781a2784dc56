using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Hashes what is read from a stream, from its start to its end; the reader may not jump about. Stops between chunks.
/// </summary>
internal sealed class HashedStream(
    Stream stored, IncrementalHash? first, IncrementalHash? second, VerificationMeter meter, CancellationToken stop)
    : ReadOnlyStream
{
    public override bool CanSeek => true;

    public override long Length => stored.Length;

    public override long Position
    {
        get => stored.Position;
        set => stored.Position = value == stored.Position ? value : throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        stop.ThrowIfCancellationRequested();
        int read = stored.Read(buffer, offset, count);
        first?.AppendData(buffer, offset, read);
        second?.AppendData(buffer, offset, read);
        meter.AddBytes(read);
        return read;
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
