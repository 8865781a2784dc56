using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Sqlite;

namespace IosBackup.VirtualDevice.Content.Starter.Stores;

/// <summary>Builds a SQLite store in memory.</summary>
internal sealed class StoreBuilder : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, SqliteStatement> _inserts = new(StringComparer.Ordinal);
    private string? _lastTable;
    private IReadOnlyList<string>? _lastColumns;
    private SqliteStatement? _lastInsert;

    public StoreBuilder(string schema)
    {
        _database = SqliteDatabase.OpenMemory();
        _database.Execute(schema);
        _database.Execute("BEGIN");
    }

    /// <summary>Runs statements that return no rows.</summary>
    public void Execute(string sql) => _database.Execute(sql);

    /// <summary>Adds a row and returns its row id.</summary>
    public long Insert(string table, StoreRow row)
    {
        SqliteStatement insert = PrepareInsert(table, row.Columns);
        for (int i = 0; i < row.Values.Count; i++)
        {
            row.Values[i].BindTo(insert, i + 1);
        }

        insert.Run();
        return _database.LastInsertedRow;
    }

    /// <summary>How many rows a table has.</summary>
    public long Count(string table) => _database.QueryInteger($"SELECT COUNT(*) FROM {table}")!.Value;

    /// <summary>The integer that a query answers with.</summary>
    public long? QueryInteger(string sql) => _database.QueryInteger(sql);

    /// <summary>
    /// The database file as it stands. Its header says that it is in WAL mode, as those of nearly all stores of a phone
    /// do, also where no <c>-wal</c> file comes with them.
    /// </summary>
    public byte[] ToImage()
    {
        const int WriteVersionAt = 18;
        const int ReadVersionAt = 19;
        const byte WalMode = 2;
        _database.Execute("COMMIT");
        byte[] image = _database.Serialize();
        image[WriteVersionAt] = image[ReadVersionAt] = WalMode;
        _database.Execute("BEGIN");
        return image;
    }

    public void Dispose()
    {
        foreach (SqliteStatement insert in _inserts.Values)
        {
            insert.Dispose();
        }

        _database.Dispose();
    }

    private SqliteStatement PrepareInsert(string table, IReadOnlyList<string> columns)
    {
        if (_lastInsert is not null && ReferenceEquals(_lastTable, table) && SameColumns(columns, _lastColumns!))
        {
            return _lastInsert;
        }

        string sql = columns.Count == 0
            ? $"INSERT INTO {table} DEFAULT VALUES"
            : $"INSERT INTO {table} ({string.Join(", ", columns)}) "
                + $"VALUES ({string.Join(", ", columns.Select(static _ => "?"))})";
        if (!_inserts.TryGetValue(sql, out SqliteStatement? insert))
        {
            insert = _database.Prepare(sql);
            _inserts.Add(sql, insert);
        }

        (_lastTable, _lastColumns, _lastInsert) = (table, columns, insert);
        return insert;
    }

    private static bool SameColumns(IReadOnlyList<string> columns, IReadOnlyList<string> others)
    {
        if (columns.Count != others.Count)
        {
            return false;
        }

        for (int i = 0; i < columns.Count; i++)
        {
            if (!ReferenceEquals(columns[i], others[i]))
            {
                return false;
            }
        }

        return true;
    }
}
