using System;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Reads the tables of notes when they are asked for.</summary>
internal sealed class NoteTables : IDisposable
{
    private readonly SqliteStatement? _rows;

    public NoteTables(RecordStore store)
    {
        string column = store.Select(NoteRows.Table, "t", "Z_PK").Sql("t", "ZMERGEABLEDATA1", "ZMERGEABLEDATA");
        if (column != "NULL")
        {
            _rows = store.Database.Prepare($"SELECT {column} FROM {NoteRows.Table} t WHERE t.Z_PK = ?1");
        }
    }

    /// <summary>The table of a row; null when there is none that can be read.</summary>
    public NoteTable? Read(long row)
    {
        if (_rows is null)
        {
            return null;
        }

        try
        {
            _rows.Bind(1, (long?)row);
            return _rows.Step() && !_rows.IsNull(0) ? NoteTableDecoder.Decode(_rows.Blob(0)) : null;
        }
        catch (Exception e) when (e is InvalidDataException
            || e is EngineException { Kind: ErrorKind.DatabaseDamaged })
        {
            return null;
        }
        finally
        {
            _rows.Reset();
        }
    }

    public void Dispose() => _rows?.Dispose();
}
