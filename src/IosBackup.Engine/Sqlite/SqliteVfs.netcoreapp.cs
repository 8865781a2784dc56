using System.Runtime.InteropServices;

namespace IosBackup.Engine.Sqlite;

/// <summary>A file system as SQLite calls it: the first version of <c>sqlite3_vfs</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SqliteVfs
{
    public int Version;
    public int FileSize;
    public int LongestPath;
    public SqliteVfs* Next;
    public byte* Name;
    public void* Data;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, SqliteOpenFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, int, int> Delete;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, int, int*, int> Access;
    public delegate* unmanaged[Cdecl]<SqliteVfs*, byte*, int, byte*, int> FullPathname;
    public void* LibraryOpen;
    public void* LibraryError;
    public void* LibrarySymbol;
    public void* LibraryClose;
    public void* Randomness;
    public void* Sleep;
    public void* CurrentTime;
    public void* LastError;
}
