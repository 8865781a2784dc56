using System;
using System.IO;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Files;

/// <summary>
/// A database that is read from a stream, because it is encrypted where it lies. Small ones never touch the disk; large
/// ones are kept in a <see cref="PrivateFile"/>.
/// </summary>
internal sealed class PrivateDatabase : IDisposable
{
    /// <summary>Bytes of the largest database that is kept in memory.</summary>
    public const long LargestInMemory = 64 * 1024 * 1024;

    private const int ChunkSize = 128 * 1024;
    private const int SmallestPage = 512;

    private readonly IDisposable? _file;

    private PrivateDatabase(SqliteDatabase database, IDisposable? file)
    {
        Database = database;
        _file = file;
    }

    /// <summary>The database, open for reading.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Copies a database and opens it.</summary>
    /// <param name="content">A stream at the start of the database.</param>
    /// <param name="length">Bytes that belong to the database; what follows them is not read.</param>
    /// <param name="name">What errors call the database.</param>
    /// <param name="stopCopy">Stops copying.</param>
    /// <param name="stopQueries">Interrupts queries, as long as the database is open.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DatabaseDamaged"/>, <see cref="ErrorKind.DestinationFull"/> and others.
    /// </exception>
    public static PrivateDatabase Open(
        Stream content,
        long length,
        string name,
        CancellationToken stopCopy,
        CancellationToken stopQueries = default) =>
        Open(content, length, name, LargestInMemory, stopCopy, stopQueries);

    /// <summary>Copies a database, into memory only up to a length, and opens it.</summary>
    internal static PrivateDatabase Open(
        Stream content,
        long length,
        string name,
        long largestInMemory,
        CancellationToken stopCopy,
        CancellationToken stopQueries)
    {
        if (length <= largestInMemory)
        {
            byte[] image = new byte[length];
            Copy(
                content,
                length,
                name,
                (bytes, count, at) => Buffer.BlockCopy(bytes, 0, image, (int)at, count),
                stopCopy);
            return new PrivateDatabase(SqliteDatabase.OpenImage(image, name, stopQueries), null);
        }

        PrivateFile file = PrivateFile.Create(length);
        SqliteDatabase? database = null;
        try
        {
            // SQLite reads nothing before the first statement: the name can go before there is any content.
            database = SqliteDatabase.OpenImmutable(file.Path, name, stopQueries);
            file.RemoveName();
            Copy(content, length, name, (bytes, count, _) => file.Write(bytes, count), stopCopy);
            return new PrivateDatabase(database, file);
        }
        catch
        {
            database?.Dispose();
            file.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Copies a database and the log that lies beside it, works the log into the copy and opens that.
    /// </summary>
    /// <param name="content">The database's content.</param>
    /// <param name="log">The content of its write-ahead log.</param>
    /// <param name="name">What errors call the database.</param>
    /// <param name="stop">Stops copying, and interrupts queries as long as the database is open.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DatabaseDamaged"/>, <see cref="ErrorKind.DestinationFull"/> and others.
    /// </exception>
    public static PrivateDatabase OpenWithLog(Stream content, Stream log, string name, CancellationToken stop)
    {
        const string FileName = "content";
        const string LogName = "content-wal";
        PrivateFolder folder = PrivateFolder.Create();
        SqliteDatabase? database = null;
        try
        {
            CopyToFile(content, folder, FileName, name, stop);
            CopyToFile(log, folder, LogName, name, stop);
            using (SqliteDatabase copy = SqliteDatabase.OpenCopy(folder[FileName], name, stop))
            {
                // Leaving the mode that needs a log is what makes SQLite move all of it into the database.
                copy.Execute("PRAGMA journal_mode=DELETE");
            }

            database = SqliteDatabase.OpenImmutable(folder[FileName], name, stop);
            if (PrivateFiles.CanRemoveOpenFiles)
            {
                // Makes SQLite open the file, which then needs its name no longer.
                database.QueryInteger("PRAGMA schema_version");
                folder.Dispose();
            }

            return new PrivateDatabase(database, folder);
        }
        catch
        {
            database?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Database.Dispose();
        _file?.Dispose();
    }

    private static void CopyToFile(
        Stream content, PrivateFolder folder, string fileName, string name, CancellationToken stop)
    {
        using FileStream file = folder.CreateFile(fileName);
        try
        {
            Copy(content, content.Length, name, (bytes, count, _) => file.Write(bytes, 0, count), stop);
            if (file.Length == 0)
            {
                // SQLite throws the log of an empty file away, though the log alone can hold a whole database.
                file.SetLength(SmallestPage);
            }
        }
        catch (IOException e)
        {
            throw FileErrors.ToException(e, folder.Path);
        }
    }

    private static void Copy(
        Stream content, long length, string name, Action<byte[], int, long> take, CancellationToken stop)
    {
        byte[] chunk = new byte[(int)Math.Min(ChunkSize, length)];
        for (long at = 0; at < length;)
        {
            stop.ThrowIfCancellationRequested();
            int count = content.Read(chunk, 0, (int)Math.Min(chunk.Length, length - at));
            if (count == 0)
            {
                throw new EngineException(ErrorKind.DatabaseDamaged, "The database ends before its end.")
                {
                    Target = name,
                };
            }

            take(chunk, count, at);
            at += count;
        }
    }
}
