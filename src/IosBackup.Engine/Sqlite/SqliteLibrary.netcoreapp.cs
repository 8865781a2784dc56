using System;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>Finds functions of the very library that the wrapper uses.</summary>
internal static unsafe class SqliteLibrary
{
    private const string Name = "e_sqlite3";

    private static readonly IntPtr s_library =
        NativeLibrary.TryLoad(Name, typeof(SQLite3Provider_e_sqlite3).Assembly, null, out IntPtr library)
        && IsOfWrapper(library) ? library : IntPtr.Zero;

    /// <summary>The address of a function; zero when the library or the function is not to be found.</summary>
    public static IntPtr Find(string function) =>
        s_library != IntPtr.Zero && NativeLibrary.TryGetExport(s_library, function, out IntPtr address)
            ? address
            : IntPtr.Zero;

    /// <summary>
    /// Whether a library is the one that the wrapper uses, and not another of its name that the process may have: the
    /// text of its version lies in the same place.
    /// </summary>
    private static bool IsOfWrapper(IntPtr library)
    {
        if (!NativeLibrary.TryGetExport(library, "sqlite3_libversion", out IntPtr version))
        {
            return false;
        }

        fixed (byte* known = raw.sqlite3_libversion())
        {
            return known == ((delegate* unmanaged[Cdecl]<byte*>)version)();
        }
    }
}
