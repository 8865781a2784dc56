using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>
/// A file system of SQLite's ("VFS") whose one file is a <see cref="SqliteFile"/>: it is read, never written or locked,
/// and has no journal. What SQLite needs on disk for itself goes to the file system it has anyway.
/// </summary>
/// <remarks>The layouts and codes are those of sqlite3.h: https://sqlite.org/c3ref/vfs.html.</remarks>
internal static unsafe class SqliteFileSystem
{
    private const int ShortRead = raw.SQLITE_IOERR | (2 << 8);
    private const int ReadFailed = raw.SQLITE_IOERR | (1 << 8);
    private const int NotFound = 12;
    private const int NeverChanges = 0x2000;
    private const int MainDatabase = 0x100;

    // Two copies of this assembly in one process have a file system each.
    private static readonly string s_name = "iosbackup-" + Guid.NewGuid().ToString("N");
    private static readonly SqliteVfs* s_default = FindDefault();
    private static readonly SqliteFileMethods* s_methods = MakeMethods();
    private static readonly bool s_isRegistered = Register();

    [ThreadStatic]
    private static SqliteFile? s_opening;

    /// <summary>Whether databases can be opened so; if not, SQLite must get them as files.</summary>
    public static bool IsAvailable => s_isRegistered;

    /// <summary>Opens a connection to a file.</summary>
    /// <param name="file">The file; SQLite disposes it with the connection, whatever becomes of that.</param>
    /// <param name="handle">The connection.</param>
    /// <returns>SQLite's result code.</returns>
    public static int Open(SqliteFile file, out sqlite3 handle)
    {
        s_opening = file;
        try
        {
            return raw.sqlite3_open_v2("database", out handle, raw.SQLITE_OPEN_READONLY, s_name);
        }
        finally
        {
            // SQLite opens the file at once, or not at all.
            s_opening?.Dispose();
            s_opening = null;
        }
    }

    private static SqliteVfs* FindDefault()
    {
        delegate* unmanaged[Cdecl]<byte*, SqliteVfs*> find =
            (delegate* unmanaged[Cdecl]<byte*, SqliteVfs*>)SqliteLibrary.Find("sqlite3_vfs_find");
        return find is null ? null : find(null);
    }

    private static bool Register()
    {
        delegate* unmanaged[Cdecl]<SqliteVfs*, int, int> register =
            (delegate* unmanaged[Cdecl]<SqliteVfs*, int, int>)SqliteLibrary.Find("sqlite3_vfs_register");
        if (s_default is null || register is null)
        {
            return false;
        }

        // SQLite keeps both for as long as the process lives.
        SqliteVfs* vfs = (SqliteVfs*)NativeMemory.AllocZeroed((nuint)sizeof(SqliteVfs));
        *vfs = *s_default;
        vfs->Version = 1;
        vfs->FileSize = Math.Max(s_default->FileSize, sizeof(SqliteOpenFile));
        vfs->Next = null;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(s_name);
        vfs->Open = &OnOpen;
        vfs->Delete = &OnDelete;
        vfs->Access = &OnAccess;
        vfs->FullPathname = &OnFullPathname;
        return register(vfs, 0) == raw.SQLITE_OK;
    }

    private static SqliteFileMethods* MakeMethods()
    {
        SqliteFileMethods* methods = (SqliteFileMethods*)NativeMemory.AllocZeroed((nuint)sizeof(SqliteFileMethods));
        methods->Version = 1;
        methods->Close = &OnClose;
        methods->Read = &OnRead;
        methods->Write = &OnWrite;
        methods->Truncate = &OnTruncate;
        methods->Sync = &OnFlags;
        methods->FileSize = &OnFileSize;
        methods->Lock = &OnFlags;
        methods->Unlock = &OnFlags;
        methods->CheckReservedLock = &OnCheckReservedLock;
        methods->FileControl = &OnFileControl;
        methods->SectorSize = &OnSectorSize;
        methods->DeviceCharacteristics = &OnDeviceCharacteristics;
        return methods;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpen(SqliteVfs* vfs, byte* name, SqliteOpenFile* file, int flags, int* flagsOut)
    {
        file->Methods = null;
        if ((flags & MainDatabase) == 0)
        {
            return s_default->Open(s_default, name, file, flags, flagsOut);
        }

        if (s_opening is not SqliteFile opening)
        {
            return raw.SQLITE_CANTOPEN;
        }

        s_opening = null;
        file->File = GCHandle.ToIntPtr(GCHandle.Alloc(opening));
        file->Methods = s_methods;
        if (flagsOut is not null)
        {
            *flagsOut = flags;
        }

        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(SqliteOpenFile* file)
    {
        GCHandle handle = GCHandle.FromIntPtr(file->File);
        ((SqliteFile)handle.Target!).Dispose();
        handle.Free();
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRead(SqliteOpenFile* file, byte* buffer, int count, long position)
    {
        Span<byte> wanted = new(buffer, count);
        int read = Target(file).Read(wanted, position);
        if (read < 0)
        {
            return ReadFailed;
        }

        wanted.Slice(read).Clear();
        return read == count ? raw.SQLITE_OK : ShortRead;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWrite(SqliteOpenFile* file, byte* buffer, int count, long position) => raw.SQLITE_READONLY;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnTruncate(SqliteOpenFile* file, long size) => raw.SQLITE_READONLY;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFlags(SqliteOpenFile* file, int flags) => raw.SQLITE_OK;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFileSize(SqliteOpenFile* file, long* size)
    {
        *size = Target(file).Length;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnCheckReservedLock(SqliteOpenFile* file, int* isLocked)
    {
        *isLocked = 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFileControl(SqliteOpenFile* file, int operation, void* argument) => NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSectorSize(SqliteOpenFile* file) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnDeviceCharacteristics(SqliteOpenFile* file) => NeverChanges;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnDelete(SqliteVfs* vfs, byte* name, int syncDirectory) => raw.SQLITE_READONLY;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnAccess(SqliteVfs* vfs, byte* name, int flags, int* result)
    {
        *result = 0;
        return raw.SQLITE_OK;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnFullPathname(SqliteVfs* vfs, byte* name, int count, byte* full)
    {
        ReadOnlySpan<byte> text = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (text.Length >= count)
        {
            return raw.SQLITE_CANTOPEN;
        }

        text.CopyTo(new Span<byte>(full, count));
        full[text.Length] = 0;
        return raw.SQLITE_OK;
    }

    private static SqliteFile Target(SqliteOpenFile* file) => (SqliteFile)GCHandle.FromIntPtr(file->File).Target!;
}
