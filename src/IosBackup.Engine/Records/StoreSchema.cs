using System;
using System.Collections.Generic;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records;

/// <summary>
/// The tables and columns that a store has. Queries are made of what is there: versions of iOS are never asked for.
/// </summary>
internal sealed class StoreSchema
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, HashSet<string>?> _tables = new(StringComparer.OrdinalIgnoreCase);

    private StoreSchema(SqliteDatabase database)
    {
        _database = database;
    }

    /// <summary>Whether there are no tables at all.</summary>
    public bool IsEmpty => _tables.Count == 0;

    /// <summary>The names of the tables.</summary>
    public IEnumerable<string> Tables => _tables.Keys;

    /// <summary>
    /// Reads the names of the tables. Views and virtual tables are none: what they do is the store's to decide.
    /// </summary>
    public static StoreSchema Read(SqliteDatabase database)
    {
        StoreSchema schema = new(database);
        using SqliteStatement rows = database.Prepare(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite\\_%' "
            + "ESCAPE '\\'");
        while (rows.Step())
        {
            if (rows.Text(0) is string name)
            {
                schema._tables[name] = null;
            }
        }

        return schema;
    }

    public bool Has(string table) => _tables.ContainsKey(table);

    public bool Has(string table, string column) => Columns(table).Contains(column);

    /// <summary>The columns of a table; none when there is no such table.</summary>
    public HashSet<string> Columns(string table)
    {
        if (!_tables.TryGetValue(table, out HashSet<string>? columns))
        {
            return [];
        }

        return columns ?? (_tables[table] = ReadColumns(table));
    }

    private HashSet<string> ReadColumns(string table)
    {
        HashSet<string> columns = new(StringComparer.OrdinalIgnoreCase);
        using SqliteStatement rows = _database.Prepare("SELECT name FROM pragma_table_info(?1)").Bind(1, table);
        while (rows.Step())
        {
            columns.Add(rows.Text(0) ?? string.Empty);
        }

        return columns;
    }
}
