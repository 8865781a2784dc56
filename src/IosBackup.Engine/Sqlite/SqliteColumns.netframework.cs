using System;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>Reads the values of a row.</summary>
internal static class SqliteColumns
{
    /// <summary>The bytes of a column, valid until the next step; empty when the value is NULL.</summary>
    public static ReadOnlySpan<byte> Blob(sqlite3_stmt statement, int column) =>
        raw.sqlite3_column_blob(statement, column);

    /// <summary>The integer of a column.</summary>
    public static long Integer(sqlite3_stmt statement, int column) => raw.sqlite3_column_int64(statement, column);
}
