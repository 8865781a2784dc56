using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Writes a new Manifest.db. Rows go to disk as they come, in one transaction; indexes are built at the end, which takes
/// a fraction of the time. Nothing is left beside the file.
/// </summary>
/// <remarks>
/// An encrypted backup stores the finished file as any other: read through a <see cref="PayloadStream"/> with the
/// manifest's key, which adds the block of padding that readers expect.
/// </remarks>
internal sealed class ManifestWriter : IDisposable
{
    // Nobody sees the file before it is finished, so neither a journal nor waiting for the disk protects anything.
    private const string UnsafeWhileWriting =
        "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -65536;";

    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _insert;

    private ManifestWriter(SqliteDatabase database)
    {
        _database = database;
        database.Execute(UnsafeWhileWriting);
        database.Execute(ManifestSchema.Settings);
        database.Execute("BEGIN;" + ManifestSchema.Files);
        _insert = database.Prepare("INSERT INTO Files VALUES (?1, ?2, ?3, ?4, ?5)");
    }

    /// <summary>Rows written so far.</summary>
    public long Count { get; private set; }

    /// <summary>Begins a manifest in a file that does not exist yet, or is empty.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/> and others.</exception>
    public static ManifestWriter Create(string path)
    {
        SqliteDatabase database = SqliteDatabase.OpenOwn(path);
        try
        {
            return new ManifestWriter(database);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Adds a file, with a record made of its properties.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: the id is there already.</exception>
    public void Add(BackupFile file) =>
        Add(file.FileId, file.Domain, file.RelativePath, (long)file.Kind, MBFileEncoder.Encode(file));

    /// <summary>Adds a file with a record that exists already.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: the id is there already.</exception>
    public void Add(string domain, string relativePath, FileKind kind, ReadOnlySpan<byte> record) =>
        Add(FileIds.Compute(domain, relativePath), domain, relativePath, (long)kind, record);

    /// <summary>
    /// Adds a row as it is. Phones write rows of nothing but id and flags for files that they have not reached.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: the id is there already.</exception>
    public void Add(string fileId, string? domain, string? relativePath, long flags, ReadOnlySpan<byte> record)
    {
        _insert.Bind(1, fileId).Bind(2, domain).Bind(3, relativePath).Bind(4, (long?)flags);
        if (record.IsEmpty)
        {
            _insert.Bind(5, (string?)null);
        }
        else
        {
            _insert.Bind(5, record);
        }

        _insert.Run();
        Count++;
    }

    /// <summary>Writes what is left and closes the file.</summary>
    public void Finish()
    {
        _database.Execute(ManifestSchema.Indexes + ManifestSchema.Properties + "COMMIT;");
        Dispose();
    }

    /// <summary>Closes the file; without <see cref="Finish"/> it is of no use.</summary>
    public void Dispose()
    {
        _insert.Dispose();
        _database.Dispose();
    }
}
