using System;
using System.Runtime.InteropServices;

namespace IosBackup.Engine.Sqlite;

/// <summary>What SQLite holds for an open file: <c>sqlite3_file</c> and what belongs to it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteOpenFile
{
    public SqliteFileMethods* Methods;

    /// <summary>The handle of a <see cref="SqliteFile"/>.</summary>
    public IntPtr File;
}
