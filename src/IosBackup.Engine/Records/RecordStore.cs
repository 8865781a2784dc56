using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Records;

/// <summary>
/// A store of a backup, open for reading: a private, decrypted copy that is gone with this object. What lies in the
/// backup is never opened by SQLite.
/// </summary>
internal sealed class RecordStore : IDisposable
{
    private readonly PrivateDatabase _copy;
    private readonly StoreSchema _schema;

    private RecordStore(RecordSource source, StoreDefinition definition, BackupFile file, PrivateDatabase copy)
    {
        Source = source;
        Definition = definition;
        File = file;
        _copy = copy;
        _schema = StoreSchema.Read(copy.Database);
    }

    /// <summary>The backup.</summary>
    public RecordSource Source { get; }

    /// <summary>What kind of store it is.</summary>
    public StoreDefinition Definition { get; }

    /// <summary>The store's file.</summary>
    public BackupFile File { get; }

    /// <summary>The copy.</summary>
    public SqliteDatabase Database => _copy.Database;

    /// <summary>The names of the tables.</summary>
    public IEnumerable<string> Tables => _schema.Tables;

    /// <summary>
    /// Copies a store, with the log beside it when there is one, and opens the copy. Of one whose stored bytes are not
    /// those that came from the phone what can be read is given, with a warning.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DatabaseDamaged"/>, <see cref="ErrorKind.PayloadMissing"/> and others.
    /// </exception>
    public static RecordStore Open(
        RecordSource source, StoreDefinition definition, BackupFile file, CancellationToken stop)
    {
        PrivateFolder.Sweep();
        try
        {
            using ContentProofs proofs = new();
            return Open(source, definition, file, proved => proofs.OpenRead(source.Backup, proved), stop);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PayloadDamaged)
        {
            source.Warn(RecordWarningKind.StoreDamaged, definition.Name);
            return Open(source, definition, file, damaged => OpenDamaged(source.Backup, damaged), stop);
        }
    }

    private static RecordStore Open(
        RecordSource source,
        StoreDefinition definition,
        BackupFile file,
        Func<BackupFile, Stream> open,
        CancellationToken stop)
    {
        using Stream content = open(file);
        using Stream? log = OpenLog(source, definition, file, open);
        using StoreContent? alone = log is null ? new StoreContent(content) : null;
        PrivateDatabase copy = alone is not null
            ? PrivateDatabase.Open(alone, alone.Length, file.ToString(), stop, stop)
            : PrivateDatabase.OpenWithLog(content, log!, file.ToString(), stop);
        try
        {
            RequireEnd(content);
            RequireEnd(log);
            RecordStore store = new(source, definition, file, copy);
            if (alone?.IsCut == true)
            {
                store.Damage = new EngineException(ErrorKind.DatabaseDamaged, "The database ends before its end.")
                {
                    Target = file.ToString(),
                };
            }

            if (store._schema.IsEmpty && log is null)
            {
                source.Warn(RecordWarningKind.StoreEmptyWithoutLog, definition.Name);
            }

            return store;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    /// <summary>Whether there is a table, and one that really holds rows: no view and nothing virtual.</summary>
    public bool Has(string table) => _schema.Has(table);

    /// <summary>Whether a table has a column.</summary>
    public bool Has(string table, string column) => _schema.Has(table, column);

    /// <summary>The columns of a table; none when there is no such table.</summary>
    public IReadOnlyCollection<string> Columns(string table) => _schema.Columns(table);

    /// <summary>Starts a query for the rows of a table.</summary>
    public RecordSelect Select(string table, string alias, string key = "ROWID") => new(this, table, alias, key);

    /// <summary>What was found to be damaged while tables were read that records need only parts of.</summary>
    public EngineException? Damage { get; private set; }

    /// <summary>
    /// The rows of a table that others refer to. Of a damaged one what can be read is; the error waits in
    /// <see cref="Damage"/> until the records themselves have been read.
    /// </summary>
    public IEnumerable<SqliteStatement> Salvage(RecordSelect select, CancellationToken stop)
    {
        using IEnumerator<SqliteStatement> rows = select.Rows(stop).GetEnumerator();
        while (MoveNext(rows))
        {
            yield return rows.Current;
        }
    }

    /// <summary>Says that the tables of a kind of store are not there, unless it is known why.</summary>
    public void WarnUnknown()
    {
        if (!_schema.IsEmpty)
        {
            Source.Warn(RecordWarningKind.StoreUnknown, Definition.Name);
        }
    }

    public void Dispose() => _copy.Dispose();

    private bool MoveNext(IEnumerator<SqliteStatement> rows)
    {
        try
        {
            return rows.MoveNext();
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            Damage ??= e;
            return false;
        }
    }

    /// <summary>Who reads content to its end learns whether it is what came from the phone.</summary>
    private static void RequireEnd(Stream? content) => content?.ReadByte();

    /// <summary>Damaged padding hides no more than where content ends: SQLite knows that itself.</summary>
    private static Stream OpenDamaged(Backup backup, BackupFile file)
    {
        try
        {
            return backup.OpenRead(file);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PayloadDamaged)
        {
            return backup.OpenRead(file, salvage: true);
        }
    }

    private static Stream? OpenLog(
        RecordSource source, StoreDefinition definition, BackupFile file, Func<BackupFile, Stream> open)
    {
        const string LogSuffix = "-wal";
        if (source.Backup.Find(file.Domain, file.RelativePath + LogSuffix) is not { Kind: FileKind.File } log)
        {
            return null;
        }

        try
        {
            Stream content = open(log);
            if (content.Length > 0)
            {
                return content;
            }

            content.Dispose();
            return null;
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged)
        {
            source.Warn(RecordWarningKind.LogUnreadable, definition.Name);
            return null;
        }
    }
}
