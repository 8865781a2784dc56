using System;
using System.Threading;
using IosBackup.Engine.Errors;
using SQLitePCL;

namespace IosBackup.Engine.Sqlite;

/// <summary>
/// A SQLite connection. Databases that come from a device are opened read-only and immutable, with the schema
/// distrusted and work that can be interrupted, so that a damaged or hostile one costs no more than a typed error.
/// </summary>
internal sealed partial class SqliteDatabase : IDisposable
{
    private const int InstructionsBetweenChecks = 20_000;

    private readonly sqlite3 _handle;
    private readonly CancellationToken _stop;
    private delegate_progress? _progress;
    private bool? _isUtf8;

    static SqliteDatabase() => Batteries_V2.Init();

    private SqliteDatabase(sqlite3 handle, string name, CancellationToken stop)
    {
        _handle = handle;
        Name = name;
        _stop = stop;
    }

    /// <summary>The file that errors name.</summary>
    public string Name { get; }

    internal sqlite3 Handle => _handle;

    /// <summary>Whether texts are stored as UTF-8, as they are in every database that a phone makes.</summary>
    internal bool IsUtf8 => _isUtf8 ??= ReadEncoding() == "UTF-8";

    /// <summary>
    /// Opens a file that nobody changes. SQLite neither locks it nor creates <c>-wal</c> or <c>-shm</c> files beside
    /// it, and ignores such files when they exist.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="stop">Interrupts queries; they then throw <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.DatabaseDamaged"/> and others.</exception>
    public static SqliteDatabase OpenImmutable(string path, CancellationToken stop = default) =>
        OpenImmutable(path, path, stop);

    /// <summary>Opens a file that nobody changes, and that errors call by another name than its path.</summary>
    public static SqliteDatabase OpenImmutable(string path, string name, CancellationToken stop)
    {
        string uri = "file:" + Uri.EscapeDataString(path.Replace('\\', '/')).Replace("%2F", "/") + "?immutable=1";
        SqliteDatabase database = Open(uri, name, raw.SQLITE_OPEN_READONLY | raw.SQLITE_OPEN_URI, stop);
        database.Distrust();
        return database;
    }

    /// <summary>
    /// Opens a copy that is ours, of a database that is a stranger's, so that SQLite may work the log beside it in.
    /// </summary>
    public static SqliteDatabase OpenCopy(string path, string name, CancellationToken stop)
    {
        SqliteDatabase database = Open(path, name, raw.SQLITE_OPEN_READWRITE, stop);
        database.Distrust();
        return database;
    }

    /// <summary>Opens a database whose bytes are in memory. The bytes are copied.</summary>
    /// <param name="image">The database file's content.</param>
    /// <param name="name">What errors call it.</param>
    /// <param name="stop">Interrupts queries; they then throw <see cref="OperationCanceledException"/>.</param>
    public static unsafe SqliteDatabase OpenImage(
        ReadOnlySpan<byte> image, string name, CancellationToken stop = default)
    {
        const int FreeOnClose = 1;
        const int ReadOnly = 4;
        const int WriteVersionAt = 18;
        const int ReadVersionAt = 19;
        SqliteDatabase database = Open(":memory:", name, raw.SQLITE_OPEN_READWRITE, stop);
        if (image.IsEmpty)
        {
            // Nothing at all is an empty database.
            database.Distrust();
            return database;
        }

        IntPtr copy = raw.sqlite3_malloc64(image.Length);
        if (copy == IntPtr.Zero)
        {
            database.Dispose();
            throw new EngineException(ErrorKind.Unexpected, "SQLite has no memory for the database.") { Target = name };
        }

        Span<byte> target = new((void*)copy, image.Length);
        image.CopyTo(target);
        if (target.Length > ReadVersionAt && target[ReadVersionAt] == 2)
        {
            // A database in memory cannot be in WAL mode; its content is the same in the other mode.
            target[WriteVersionAt] = target[ReadVersionAt] = 1;
        }

        database.Check(raw.sqlite3_deserialize(
            database._handle, "main", copy, image.Length, image.Length, FreeOnClose | ReadOnly));
        database.Distrust();
        return database;
    }

    /// <summary>Opens a database of our own for reading and writing, making it when it does not exist.</summary>
    public static SqliteDatabase OpenOwn(string path, CancellationToken stop = default) =>
        Open(path, path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE, stop);

    /// <summary>Makes an empty database in memory.</summary>
    public static SqliteDatabase OpenMemory() => Open(":memory:", ":memory:", raw.SQLITE_OPEN_READWRITE, default);

    /// <summary>Runs statements that return no rows.</summary>
    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <summary>Prepares a statement. Parameters are numbered from 1.</summary>
    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out sqlite3_stmt statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>The integer in the first column of the first row, or null when there is no row.</summary>
    public long? QueryInteger(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : null;
    }

    /// <summary>The row id of the row that was inserted last.</summary>
    public long LastInsertedRow => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>The bytes that the database has, or would have, as a file.</summary>
    public unsafe byte[] Serialize()
    {
        IntPtr bytes = raw.sqlite3_serialize(_handle, "main", out long length, 0);
        if (bytes == IntPtr.Zero)
        {
            throw new EngineException(ErrorKind.Unexpected, "SQLite has no memory for a copy.") { Target = Name };
        }

        try
        {
            return new ReadOnlySpan<byte>((void*)bytes, checked((int)length)).ToArray();
        }
        finally
        {
            raw.sqlite3_free(bytes);
        }
    }

    /// <summary>Stops what this connection is doing, from any thread; it then throws. Never fails.</summary>
    public void Interrupt() => raw.sqlite3_interrupt(_handle);

    /// <summary>Throws what a SQLite result code means.</summary>
    public void Check(int code)
    {
        if (code is not raw.SQLITE_OK and not raw.SQLITE_ROW and not raw.SQLITE_DONE)
        {
            _stop.ThrowIfCancellationRequested();
            ThrowReadFailure();
            throw SqliteErrors.ToException(code, raw.sqlite3_errmsg(_handle).utf8_to_string(), Name);
        }
    }

    public void Dispose() => _handle.Dispose();

    private static SqliteDatabase Open(string uri, string name, int flags, CancellationToken stop)
    {
        int code = raw.sqlite3_open_v2(uri, out sqlite3 handle, flags, null);
        SqliteDatabase database = new(handle, name, stop);
        database.Begin(code);
        return database;
    }

    private void Begin(int code)
    {
        try
        {
            Check(code);
        }
        catch
        {
            Dispose();
            throw;
        }

        if (_stop.CanBeCanceled)
        {
            _progress = _ => _stop.IsCancellationRequested ? 1 : 0;
            raw.sqlite3_progress_handler(_handle, InstructionsBetweenChecks, _progress, null);
        }
    }

    /// <summary>Throws why the bytes of the database could not be read, if that is what failed.</summary>
    partial void ThrowReadFailure();

    private string? ReadEncoding()
    {
        using SqliteStatement statement = Prepare("PRAGMA encoding");
        return statement.Step() ? statement.Text(0) : null;
    }

    /// <summary>
    /// Switches off what a hostile schema could use: triggers and views run with no more than plain SQL.
    /// </summary>
    private void Distrust()
    {
        const int LimitLength = 0;
        const int LimitExpressionDepth = 3;
        const int LargestValue = 256 * 1024 * 1024;
        const int DeepestExpression = 200;
        raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_DEFENSIVE, 1, out _);
        raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, out _);
        raw.sqlite3_db_config(_handle, raw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, out _);
        raw.sqlite3_limit(_handle, LimitLength, LargestValue);
        raw.sqlite3_limit(_handle, LimitExpressionDepth, DeepestExpression);
    }
}
