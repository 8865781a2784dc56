using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Services;

/// <summary>A file that is open on the device. Closing the connection closes it and releases its lock as well.</summary>
internal sealed class AfcFile(AfcClient client, ulong handle, string path) : IAsyncDisposable
{
    /// <summary>How much one request reads or writes at most.</summary>
    public const int ChunkLength = 1024 * 1024;

    private bool _closed;

    /// <summary>Reads up to a chunk from where the file stands; nothing at its end.</summary>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(int count, CancellationToken cancellation)
    {
        count = Math.Min(count, ChunkLength);
        AfcPacket reply;
        try
        {
            reply = await client.DataAsync(
                AfcOperation.FileRead, AfcClient.Integers(handle, (ulong)count), path, cancellation);
        }
        catch (EngineException e) when (e.DeviceError == nameof(AfcStatus.EndOfData))
        {
            return default;
        }

        return reply.Content.Length <= count
            ? reply.Content
            : throw new EngineException(
                ErrorKind.ProtocolViolation, $"AFC gave {reply.Content.Length} bytes where {count} were asked for.");
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            ReadOnlyMemory<byte> chunk = bytes.Slice(0, Math.Min(bytes.Length, ChunkLength));
            await client.StatusAsync(AfcOperation.FileWrite, AfcClient.Integers(handle), chunk, path, cancellation);
            bytes = bytes.Slice(chunk.Length);
        }
    }

    public Task SeekAsync(long offset, SeekOrigin origin, CancellationToken cancellation) =>
        StatusAsync(AfcOperation.FileSeek, cancellation, (ulong)origin, unchecked((ulong)offset));

    public async Task<long> TellAsync(CancellationToken cancellation)
    {
        AfcPacket reply = await client.RequestAsync(
            AfcOperation.FileTell, AfcClient.Integers(handle), default, path, cancellation);
        AfcClient.Expect(reply, AfcOperation.FileTellResult, AfcOperation.FileTell);
        return unchecked((long)AfcClient.Integer(reply));
    }

    public Task SetSizeAsync(long size, CancellationToken cancellation) =>
        StatusAsync(AfcOperation.FileSetSize, cancellation, (ulong)size);

    /// <summary>Takes or releases the file's lock; false when another connection holds it.</summary>
    public async Task<bool> TryLockAsync(AfcLock operation, CancellationToken cancellation)
    {
        try
        {
            await StatusAsync(AfcOperation.FileLock, cancellation, (ulong)operation);
            return true;
        }
        catch (EngineException e) when (e.DeviceError == nameof(AfcStatus.WouldBlock))
        {
            return false;
        }
    }

    /// <summary>Takes the file's lock, trying again as long as another connection holds it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceBusy"/>: it was not released in time.</exception>
    public async Task LockAsync(
        AfcLock operation, TimeSpan patience, TimeSpan interval, CancellationToken cancellation)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!await TryLockAsync(operation, cancellation))
        {
            if (waited.Elapsed >= patience)
            {
                throw AfcErrors.ToException(AfcStatus.WouldBlock, AfcOperation.FileLock, path);
            }

            await Task.Delay(interval, cancellation);
        }
    }

    public async Task CloseAsync(CancellationToken cancellation)
    {
        if (!_closed)
        {
            _closed = true;
            await StatusAsync(AfcOperation.FileClose, cancellation);
        }
    }

    /// <summary>Closes the file; a connection that is lost by then has closed it already.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await CloseAsync(CancellationToken.None);
        }
        catch (EngineException)
        {
            // Whoever needs to know closes before disposing.
        }
    }

    private Task StatusAsync(
        AfcOperation operation, CancellationToken cancellation, params ulong[] arguments) =>
        client.StatusAsync(
            operation, AfcClient.Integers([handle, .. arguments]), default, path, cancellation);
}
