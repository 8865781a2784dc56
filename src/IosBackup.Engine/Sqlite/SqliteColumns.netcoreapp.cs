using System;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>
/// Reads the values of a row straight from SQLite: through the wrapper each of a million rows costs a dozen safe
/// handles that are taken and given back. Whoever reads keeps the statement open.
/// </summary>
internal static unsafe class SqliteColumns
{
    private static readonly delegate* unmanaged[Cdecl]<IntPtr, int, byte*> s_blob;
    private static readonly delegate* unmanaged[Cdecl]<IntPtr, int, int> s_length;
    private static readonly delegate* unmanaged[Cdecl]<IntPtr, int, long> s_integer;

    static SqliteColumns()
    {
        s_blob = (delegate* unmanaged[Cdecl]<IntPtr, int, byte*>)SqliteLibrary.Find("sqlite3_column_blob");
        s_length = (delegate* unmanaged[Cdecl]<IntPtr, int, int>)SqliteLibrary.Find("sqlite3_column_bytes");
        s_integer = (delegate* unmanaged[Cdecl]<IntPtr, int, long>)SqliteLibrary.Find("sqlite3_column_int64");
    }

    /// <summary>The bytes of a column, valid until the next step; empty when the value is NULL.</summary>
    public static ReadOnlySpan<byte> Blob(sqlite3_stmt statement, int column)
    {
        if (s_blob is null || s_length is null)
        {
            return raw.sqlite3_column_blob(statement, column);
        }

        IntPtr handle = Open(statement);
        byte* bytes = s_blob(handle, column);
        return bytes is null ? default : new ReadOnlySpan<byte>(bytes, s_length(handle, column));
    }

    /// <summary>The integer of a column.</summary>
    public static long Integer(sqlite3_stmt statement, int column) => s_integer is null
        ? raw.sqlite3_column_int64(statement, column)
        : s_integer(Open(statement), column);

    /// <summary>A statement that is closed is an error here, and not a crash there.</summary>
    private static IntPtr Open(sqlite3_stmt statement) => statement.IsClosed
        ? throw new ObjectDisposedException(nameof(SqliteStatement))
        : statement.DangerousGetHandle();
}
