using System;
using System.Runtime.ExceptionServices;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Sqlite;

/// <summary>A database's bytes as SQLite reads them, and why they could not be read.</summary>
/// <param name="bytes">The bytes; disposed when SQLite closes the file.</param>
internal sealed class SqliteFile(IPositionedBytes bytes) : IDisposable
{
    private ExceptionDispatchInfo? _failure;

    /// <summary>Bytes of the database.</summary>
    public long Length => bytes.Length;

    /// <summary>Reads into a buffer.</summary>
    /// <returns>How many bytes were read; -1 when that failed.</returns>
    public int Read(Span<byte> buffer, long position)
    {
        try
        {
            return bytes.Read(buffer, position);
        }
        catch (Exception e)
        {
            // SQLite cannot be thrown through; whoever asked it gets the error after it has given up.
            _failure = ExceptionDispatchInfo.Capture(e);
            return -1;
        }
    }

    /// <summary>Throws what made the last read fail, once.</summary>
    public void ThrowFailure()
    {
        ExceptionDispatchInfo? failure = _failure;
        _failure = null;
        failure?.Throw();
    }

    public void Dispose() => bytes.Dispose();
}
