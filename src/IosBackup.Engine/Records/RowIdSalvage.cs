using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records;

/// <summary>
/// Finds the row ids of a damaged table that can still be reached: where a page cannot be read, it looks for the next
/// row id behind it.
/// </summary>
internal sealed class RowIdSalvage
{
    /// <summary>A table with more damaged places is given up.</summary>
    private const int MostGaps = 10_000;

    private const long Highest = long.MaxValue / 4;

    private readonly SqliteDatabase _database;
    private readonly string _sql;

    /// <param name="database">The store.</param>
    /// <param name="table">The table with its alias, as SQL.</param>
    /// <param name="key">The row id, as SQL.</param>
    public RowIdSalvage(SqliteDatabase database, string table, string key)
    {
        _database = database;
        _sql = $"SELECT {key} FROM {table} NOT INDEXED WHERE {key} > ?1 ORDER BY {key}";
    }

    /// <summary>The row ids in ascending order.</summary>
    public IEnumerable<long> Keys(CancellationToken stop)
    {
        long last = long.MinValue;
        for (int gaps = 0; gaps < MostGaps; gaps++)
        {
            bool isDamaged = false;
            foreach (long key in Run(last, () => isDamaged = true, stop))
            {
                yield return last = key;
            }

            if (!isDamaged || FindBehind(Math.Max(0, last), stop) is not long start)
            {
                yield break;
            }

            last = start;
        }
    }

    /// <summary>The lowest row id after which rows can be read again, which is that of a row that cannot.</summary>
    private long? FindBehind(long last, CancellationToken stop)
    {
        long low = last;
        long step = 1;
        while (!Works(low + step, stop))
        {
            low += step;
            if (low >= Highest)
            {
                return null;
            }

            step *= 2;
        }

        long high = low + step;
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            if (Works(middle, stop))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }

    private bool Works(long after, CancellationToken stop)
    {
        bool works = true;
        using IEnumerator<long> rows = Run(after, () => works = false, stop).GetEnumerator();
        rows.MoveNext();
        return works;
    }

    private IEnumerable<long> Run(long after, Action fail, CancellationToken stop)
    {
        using SqliteStatement statement = _database.Prepare(_sql).Bind(1, (long?)after);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                if (!statement.Step())
                {
                    yield break;
                }
            }
            catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged && !stop.IsCancellationRequested)
            {
                fail();
                yield break;
            }

            yield return statement.Integer(0);
        }
    }
}
