using System;
using System.IO;
using System.Text;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;

namespace IosBackup.VirtualDevice.Drill;

/// <summary>
/// Takes the content of one file after the other. A database is kept, in memory or in a private file, until the next
/// file begins; of everything else only the length is.
/// </summary>
internal sealed class InspectedContent : Stream
{
    private const int LargestInMemory = 8 * 1024 * 1024;
    private const long BytesPerSecond = 4 * 1024 * 1024;
    private const string StoreName = "store";

    private static readonly byte[] s_magic = Encoding.ASCII.GetBytes("SQLite format 3\0");
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly MemoryStream _memory = new();
    private PrivateFolder? _folder;
    private FileStream? _file;
    private long _length;

    /// <summary>Whether what was written begins like a database.</summary>
    public bool IsDatabase { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    /// <summary>Forgets the file before and begins another.</summary>
    public void Restart()
    {
        _length = 0;
        IsDatabase = false;
        Forget();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _length += count;
        if (_length - count < s_magic.Length || IsDatabase)
        {
            Hold(buffer, offset, count);
            IsDatabase = _file is not null || StartsLikeDatabase();
        }

        if (!IsDatabase && _length >= s_magic.Length && _memory.Length > 0)
        {
            Forget();
        }
    }

    /// <summary>Looks through the database; null when it is sound, or nobody can tell in bounded time.</summary>
    /// <param name="name">What errors call it.</param>
    public string? FindDamage(string name)
    {
        using CancellationTokenSource patience = new(s_patience + TimeSpan.FromSeconds(_length / BytesPerSecond));
        try
        {
            using SqliteDatabase database = Open(name, patience.Token);
            using SqliteStatement check = database.Prepare("PRAGMA quick_check(1)");
            string? verdict = check.Step() ? check.Text(0) : "nothing is in it";
            return verdict == "ok" ? null : verdict;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            return e.Message;
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // Written for another SQLite, or too large for the time: neither is damage.
            return null;
        }
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _memory.CanWrite)
        {
            Forget();
            _memory.Dispose();
            _folder?.Dispose();
        }

        base.Dispose(disposing);
    }

    private SqliteDatabase Open(string name, CancellationToken stop)
    {
        if (_file is null)
        {
            return SqliteDatabase.OpenImage(_memory.GetBuffer().AsSpan(0, (int)_memory.Length), name, stop);
        }

        _file.Flush();
        return SqliteDatabase.OpenImmutable(_folder![StoreName], name, stop);
    }

    private void Hold(byte[] buffer, int offset, int count)
    {
        if (_file is null && _memory.Length + count > LargestInMemory)
        {
            _folder ??= PrivateFolder.Create();
            _file = _folder.CreateFile(StoreName);
            _memory.WriteTo(_file);
            _memory.SetLength(0);
        }

        (_file ?? (Stream)_memory).Write(buffer, offset, count);
    }

    private bool StartsLikeDatabase() => _memory.Length >= s_magic.Length
        && _memory.GetBuffer().AsSpan(0, s_magic.Length).SequenceEqual(s_magic);

    private void Forget()
    {
        _memory.SetLength(0);
        if (_file is not null)
        {
            _file.Dispose();
            _file = null;
            File.Delete(_folder![StoreName]);
        }
    }
}
