using System;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>Writes a ledger: entries in the order of their fileIDs, then a SHA-256 over everything before it.</summary>
internal sealed class LedgerWriter : IDisposable
{
    private readonly FileLayer _files;
    private readonly Stream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[LedgerEntry.Size * 1024];
    private int _filled;

    public LedgerWriter(FileLayer files, string path)
    {
        _files = files;
        _file = files.CreateNew(path);
        Append(Ledger.Header);
    }

    /// <summary>Entries written.</summary>
    public long Count { get; private set; }

    /// <summary>Adds an entry; entries come in ascending order.</summary>
    public void Add(LedgerEntry entry)
    {
        if (_filled + LedgerEntry.Size > _buffer.Length)
        {
            Flush();
        }

        entry.Write(_buffer.AsSpan(_filled));
        _filled += LedgerEntry.Size;
        Count++;
    }

    /// <summary>Ends the ledger and hands it to the disk.</summary>
    public void Complete()
    {
        Flush();
        byte[] hash = _hash.GetHashAndReset();
        _files.Write(_file, hash, hash.Length);
        _files.Flush(_file);
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash.Dispose();
    }

    private void Append(byte[] bytes)
    {
        _hash.AppendData(bytes);
        _files.Write(_file, bytes, bytes.Length);
    }

    private void Flush()
    {
        _hash.AppendData(_buffer, 0, _filled);
        _files.Write(_file, _buffer, _filled);
        _filled = 0;
    }
}
