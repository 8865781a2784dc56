using System;
using System.IO;

namespace IosBackup.Engine.Usbmux;

/// <summary>A connection in both directions, which has no length and no position.</summary>
internal abstract partial class DuplexStream(Stream inner) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    protected Stream Inner => inner;

    public override void Flush() => inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw OnlyAsynchronous();

    public override void Write(byte[] buffer, int offset, int count) => throw OnlyAsynchronous();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException OnlyAsynchronous() =>
        new("This end of the connection reads and writes asynchronously only.");
}
