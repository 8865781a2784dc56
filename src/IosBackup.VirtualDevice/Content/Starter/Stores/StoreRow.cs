using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Stores;

/// <summary>A row to insert: the columns that have a value, in the order they were set.</summary>
internal sealed class StoreRow
{
    private readonly List<string> _columns = [];
    private readonly List<SqlValue> _values = [];

    public IReadOnlyList<string> Columns => _columns;

    public IReadOnlyList<SqlValue> Values => _values;

    /// <summary>Sets a column that has no value yet.</summary>
    public SqlValue this[string column]
    {
        set
        {
            _columns.Add(column);
            _values.Add(value);
        }
    }

    /// <summary>Sets a column unless it has a value already.</summary>
    public void SetDefault(string column, SqlValue value)
    {
        if (!_columns.Contains(column))
        {
            this[column] = value;
        }
    }
}
