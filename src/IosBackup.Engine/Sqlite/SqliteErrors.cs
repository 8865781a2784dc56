using IosBackup.Engine.Errors;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>What SQLite's result codes mean to us.</summary>
internal static class SqliteErrors
{
    private const int PrimaryCode = 0xFF;

    public static EngineException ToException(int code, string message, string name)
    {
        ErrorKind kind = (code & PrimaryCode) switch
        {
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT or raw.SQLITE_ERROR
                or raw.SQLITE_TOOBIG => ErrorKind.DatabaseDamaged,
            raw.SQLITE_FULL => ErrorKind.DestinationFull,
            raw.SQLITE_CANTOPEN or raw.SQLITE_IOERR or raw.SQLITE_PERM or raw.SQLITE_READONLY
                => ErrorKind.DestinationUnavailable,
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => ErrorKind.RepositoryLocked,
            raw.SQLITE_CONSTRAINT => ErrorKind.InvalidArgument,
            _ => ErrorKind.Unexpected,
        };
        return new EngineException(kind, $"SQLite {code}: {message}") { Target = name };
    }
}
