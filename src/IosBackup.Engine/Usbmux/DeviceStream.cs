using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// A pipe to a port of a device. Its end is an ordinary end of stream, its loss an <see cref="EngineException"/> of
/// kind <see cref="ErrorKind.DeviceDisconnected"/>. Cancelling a read or write closes the pipe: half a message read or
/// written cannot be taken up again, and .NET Framework can end a pending read in no other way.
/// </summary>
public sealed partial class DeviceStream : Stream
{
    private Stream _transport;
    private volatile bool _closed;

    /// <summary>Wraps a connected duplex stream and owns it from now on.</summary>
    public DeviceStream(Stream transport)
    {
        _transport = transport ?? throw new ArgumentNullException(nameof(transport));
    }

    /// <inheritdoc/>
    public override bool CanRead => !_closed;

    /// <inheritdoc/>
    public override bool CanWrite => !_closed;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Ended(_transport.Read(buffer, offset, count));
        }
        catch (Exception e) when (IsLoss(e, CancellationToken.None))
        {
            throw Lost(e);
        }
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        try
        {
            _transport.Write(buffer, offset, count);
        }
        catch (Exception e) when (IsLoss(e, CancellationToken.None))
        {
            throw Lost(e);
        }
    }

    /// <inheritdoc/>
    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Ended(await GuardAsync(t => t.ReadAsync(buffer, offset, count, cancellationToken), cancellationToken));

    /// <inheritdoc/>
    public override Task WriteAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        GuardAsync(
            async t =>
            {
                await t.WriteAsync(buffer.AsMemory(offset, count), cancellationToken);
                return true;
            },
            cancellationToken);

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is held back here, nor by sockets and TLS below.
    }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>Puts a layer (TLS) between this pipe and what carries it so far.</summary>
    internal async Task UpgradeAsync(Func<Stream, Task<Stream>> upgrade, CancellationToken cancellation) =>
        _transport = await GuardAsync(upgrade, cancellation);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _closed = true;
            _transport.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<T> GuardAsync<T>(Func<Stream, Task<T>> action, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using CancellationTokenRegistration closing = CloseOn(cancellation);
        try
        {
            return await action(_transport);
        }
        catch (Exception e) when (IsLoss(e, cancellation))
        {
            cancellation.ThrowIfCancellationRequested();
            throw Lost(e);
        }
    }

    private CancellationTokenRegistration CloseOn(CancellationToken cancellation) =>
        cancellation.Register(static state => ((DeviceStream)state!).Dispose(), this);

    /// <summary>A stream closed while it is in use fails in whichever way its kind of stream likes.</summary>
    private bool IsLoss(Exception e, CancellationToken cancellation) =>
        e is IOException or SocketException or ObjectDisposedException
            || cancellation.IsCancellationRequested
            || (_closed && e is not EngineException);

    /// <summary>To a reader, a socket that is closed here may look like one that the peer has closed.</summary>
    private int Ended(int read) => read > 0 || !_closed
        ? read
        : throw new EngineException(ErrorKind.DeviceDisconnected, "The connection was closed while it was read.");

    private static EngineException Lost(Exception e) =>
        new(ErrorKind.DeviceDisconnected, $"The connection was lost: {e.Message}", e);
}
