using System;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>A prepared statement. Columns count from 0, parameters from 1.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly sqlite3_stmt _handle;

    internal SqliteStatement(SqliteDatabase database, sqlite3_stmt handle)
    {
        _database = database;
        _handle = handle;
    }

    /// <summary>Moves to the next row; false after the last one.</summary>
    public bool Step()
    {
        int code = raw.sqlite3_step(_handle);
        _database.Check(code);
        return code == raw.SQLITE_ROW;
    }

    /// <summary>Makes the statement ready to run again, with the parameters it has.</summary>
    public void Reset() => raw.sqlite3_reset(_handle);

    /// <summary>Runs a statement that returns no rows and makes it ready to run again.</summary>
    public void Run()
    {
        Step();
        Reset();
    }

    public SqliteStatement Bind(int parameter, string? value)
    {
        _database.Check(value is null
            ? raw.sqlite3_bind_null(_handle, parameter)
            : raw.sqlite3_bind_text(_handle, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, long? value)
    {
        _database.Check(value is long present
            ? raw.sqlite3_bind_int64(_handle, parameter, present)
            : raw.sqlite3_bind_null(_handle, parameter));
        return this;
    }

    public SqliteStatement Bind(int parameter, double value)
    {
        _database.Check(raw.sqlite3_bind_double(_handle, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, ReadOnlySpan<byte> value)
    {
        _database.Check(raw.sqlite3_bind_blob(_handle, parameter, value));
        return this;
    }

    /// <summary>Binds UTF-8 text without making a string of it.</summary>
    public SqliteStatement BindUtf8(int parameter, ReadOnlySpan<byte> value)
    {
        _database.Check(raw.sqlite3_bind_text(_handle, parameter, value));
        return this;
    }

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    /// <summary>The type of a value: one of SQLite's <c>SQLITE_INTEGER</c> … constants.</summary>
    public int Type(int column) => raw.sqlite3_column_type(_handle, column);

    public long Integer(int column) => SqliteColumns.Integer(_handle, column);

    public long? NullableInteger(int column) => IsNull(column) ? null : Integer(column);

    public double Real(int column) => raw.sqlite3_column_double(_handle, column);

    public double? NullableReal(int column) => IsNull(column) ? null : Real(column);

    /// <summary>The text of a column; null when the value is NULL.</summary>
    public string? Text(int column) => raw.sqlite3_column_text(_handle, column).utf8_to_string();

    /// <summary>The text of a column as UTF-8, valid until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        if (!_database.IsUtf8)
        {
            // Asking for text first turns UTF-16 into UTF-8.
            raw.sqlite3_column_text(_handle, column);
        }

        return Blob(column);
    }

    /// <summary>The bytes of a column, valid until the next step; empty when the value is NULL.</summary>
    public ReadOnlySpan<byte> Blob(int column) => SqliteColumns.Blob(_handle, column);

    public void Dispose() => _handle.Dispose();
}
