using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records;

/// <summary>
/// A query for the rows of one table, made of the columns and tables that are there: what is absent is NULL. Each row
/// comes once, whatever is joined to it. When the store turns out to be damaged, the rows that can still be read are
/// looked for one by one.
/// </summary>
internal sealed class RecordSelect
{
    /// <summary>The column of the result that holds the row's key.</summary>
    public const int Key = 0;

    private readonly RecordStore _store;
    private readonly string _table;
    private readonly string _key;
    private readonly Dictionary<string, string> _tables = new(StringComparer.Ordinal);
    private readonly List<string> _columns = [];
    private readonly List<string> _joins = [];
    private readonly List<string> _conditions = [];
    private readonly List<object> _values = [];
    private string? _order;

    public RecordSelect(RecordStore store, string table, string alias, string key)
    {
        _store = store;
        _table = $"\"{table}\" AS {alias}";
        _key = $"{alias}.{key}";
        _tables.Add(alias, table);
        _columns.Add(_key);
    }

    /// <summary>Whether the table of an alias is there and has a column.</summary>
    public bool Has(string alias, string column) =>
        _tables.TryGetValue(alias, out string? table) && _store.Has(table, column);

    /// <summary>A column as SQL: the first of some names that is there, else NULL.</summary>
    public string Sql(string alias, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (Has(alias, name))
            {
                return $"{alias}.\"{name}\"";
            }
        }

        return "NULL";
    }

    /// <summary>Asks for a column, by the first of its names that is there.</summary>
    /// <returns>Its place in the result.</returns>
    public int Column(string alias, params ReadOnlySpan<string> names) => Expression(Sql(alias, names));

    /// <summary>Asks for the value of an expression.</summary>
    /// <returns>Its place in the result.</returns>
    public int Expression(string sql)
    {
        _columns.Add(sql);
        return _columns.Count - 1;
    }

    /// <summary>
    /// Joins the rows of another table, where there are any, when the table and both columns are there.
    /// </summary>
    /// <returns>Whether they are.</returns>
    public bool Join(string table, string alias, string column, string otherAlias, string otherColumn)
    {
        if (!_store.Has(table) || !(IsKey(column) || _store.Has(table, column))
            || !_tables.ContainsKey(otherAlias) || !(IsKey(otherColumn) || Has(otherAlias, otherColumn)))
        {
            return false;
        }

        _tables.Add(alias, table);
        _joins.Add($"LEFT JOIN \"{table}\" AS {alias} ON {alias}.{column} = {otherAlias}.\"{otherColumn}\"");
        return true;
    }

    /// <summary>Adds a condition; each <c>?</c> in it stands for the next value.</summary>
    public void Where(string sql, params ReadOnlySpan<object> values)
    {
        _conditions.Add("(" + sql + ")");
        _values.AddRange(values.ToArray());
    }

    /// <summary>Sets the order; the key decides between equals.</summary>
    public void OrderBy(string sql, bool descending = false)
    {
        string direction = descending ? " DESC" : "";
        _order = sql == "NULL" ? $"{_key}{direction}" : $"{sql}{direction}, {_key}{direction}";
    }

    /// <summary>
    /// Streams the rows; the statement is the same object each time and stands on the row until the next one.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DatabaseDamaged"/>, after all rows that can be read.
    /// </exception>
    public IEnumerable<SqliteStatement> Rows(CancellationToken stop)
    {
        RowIdSet given = new();
        bool isDamaged = false;
        using CancellationTokenRegistration interrupt = stop.Register(_store.Database.Interrupt);
        using (SqliteStatement statement = Prepare(ToSql(null)))
        {
            while (!isDamaged && Step(statement, stop, ref isDamaged))
            {
                if (given.Add(statement.Integer(Key)))
                {
                    yield return statement;
                }
            }
        }

        if (!isDamaged)
        {
            yield break;
        }

        using (SqliteStatement one = Prepare(ToSql($"{_key} = ?{_values.Count + 1}")))
        {
            foreach (long key in new RowIdSalvage(_store.Database, _table, _key).Keys(stop))
            {
                one.Bind(_values.Count + 1, (long?)key);
                if (Step(one, stop, ref isDamaged) && given.Add(key))
                {
                    yield return one;
                }

                one.Reset();
            }
        }

        throw new EngineException(ErrorKind.DatabaseDamaged, "Some rows of the store cannot be read.")
        {
            Target = _store.Database.Name,
        };
    }

    /// <summary>The query as SQL.</summary>
    internal string ToSql(string? more)
    {
        IEnumerable<string> conditions = more is null ? _conditions : _conditions.Append(more);
        string where = string.Join(" AND ", conditions);
        return $"SELECT {string.Join(", ", _columns)} FROM {_table} {string.Join(" ", _joins)}"
            + (where.Length == 0 ? "" : " WHERE " + where)
            + (more is null && _order is not null ? " ORDER BY " + _order : "");
    }

    private static bool IsKey(string column) => string.Equals(column, "ROWID", StringComparison.OrdinalIgnoreCase);

    private static bool Step(SqliteStatement statement, CancellationToken stop, ref bool isDamaged)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return statement.Step();
        }
        catch (EngineException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            statement.Reset();
            isDamaged = true;
            return false;
        }
    }

    private SqliteStatement Prepare(string sql)
    {
        SqliteStatement statement = _store.Database.Prepare(sql);
        for (int i = 0; i < _values.Count; i++)
        {
            switch (_values[i])
            {
                case long integer:
                    statement.Bind(i + 1, (long?)integer);
                    break;
                case double real:
                    statement.Bind(i + 1, real);
                    break;
                default:
                    statement.Bind(i + 1, (string)_values[i]);
                    break;
            }
        }

        return statement;
    }
}
