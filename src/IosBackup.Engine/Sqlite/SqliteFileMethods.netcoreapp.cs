using System.Runtime.InteropServices;

namespace IosBackup.Engine.Sqlite;

/// <summary>What SQLite calls to use an open file: the first version of <c>sqlite3_io_methods</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteFileMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int> Close;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, byte*, int, long, int> Read;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, long*, int> FileSize;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int, int> Lock;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int, int> Unlock;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int*, int> CheckReservedLock;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int, void*, int> FileControl;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int> SectorSize;
    public delegate* unmanaged[Cdecl]<SqliteOpenFile*, int> DeviceCharacteristics;
}
