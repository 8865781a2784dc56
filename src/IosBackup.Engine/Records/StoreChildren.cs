using System;
using System.Collections.Generic;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records;

/// <summary>
/// Rows that belong to rows of another table: the guests of an event. Columns that are absent are NULL; a table that is
/// absent has no rows.
/// </summary>
internal sealed class StoreChildren : IDisposable
{
    /// <summary>Rows that one owner may have; what is beyond was made to waste time.</summary>
    private const int MostRows = 10_000;

    private readonly SqliteStatement? _rows;

    /// <param name="store">The store.</param>
    /// <param name="table">The table.</param>
    /// <param name="owner">The column with the owner's key.</param>
    /// <param name="columns">What to read, in order.</param>
    /// <param name="join">One more table: its name, its key, and the column that refers to it.</param>
    /// <param name="joined">What to read of that table, behind the columns.</param>
    public StoreChildren(
        RecordStore store,
        string table,
        string owner,
        IReadOnlyList<string> columns,
        (string Table, string Key, string Column)? join = null,
        params ReadOnlySpan<string> joined)
    {
        if (!store.Has(table, owner))
        {
            return;
        }

        RecordSelect select = store.Select(table, "c");
        foreach (string column in columns)
        {
            select.Column("c", column);
        }

        if (join is { } other)
        {
            select.Join(other.Table, "o", other.Key, "c", other.Column);
        }

        foreach (string column in joined)
        {
            select.Column("o", column);
        }

        _rows = store.Database.Prepare(select.ToSql($"c.\"{owner}\" = ?1") + $" ORDER BY c.ROWID LIMIT {MostRows}");
    }

    /// <summary>What is wrong with the rows that could not be read; null when all could.</summary>
    public EngineException? Damage { get; private set; }

    /// <summary>The rows of an owner. Columns count from 1: the first is the row's own key.</summary>
    public IEnumerable<SqliteStatement> Of(long owner)
    {
        if (_rows is null)
        {
            yield break;
        }

        _rows.Bind(1, (long?)owner);
        try
        {
            while (Step())
            {
                yield return _rows;
            }
        }
        finally
        {
            _rows.Reset();
        }
    }

    public void Dispose() => _rows?.Dispose();

    private bool Step()
    {
        try
        {
            return _rows!.Step();
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            Damage ??= e;
            return false;
        }
    }
}
