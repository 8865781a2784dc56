using System;
using System.Threading;
using IosBackup.Engine.Files;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

internal sealed partial class SqliteDatabase
{
    private SqliteFile? _file;

    /// <summary>Whether <see cref="OpenBytes"/> works with the SQLite that this process has.</summary>
    public static bool CanOpenBytes => SqliteFileSystem.IsAvailable;

    /// <summary>Opens a database that nobody changes, from wherever its bytes come; it has no log.</summary>
    /// <param name="bytes">The database; disposed with the connection, or when it cannot be opened.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="stop">Interrupts queries; they then throw <see cref="OperationCanceledException"/>.</param>
    public static SqliteDatabase OpenBytes(IPositionedBytes bytes, string name, CancellationToken stop = default)
    {
        SqliteFile file = new(new ReadAhead(bytes));
        int code = SqliteFileSystem.Open(file, out sqlite3 handle);
        SqliteDatabase database = new(handle, name, stop) { _file = file };
        database.Begin(code);
        database.Distrust();
        return database;
    }

    partial void ThrowReadFailure()
    {
        try
        {
            _file?.ThrowFailure();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToReadException(e, Name);
        }
    }
}
