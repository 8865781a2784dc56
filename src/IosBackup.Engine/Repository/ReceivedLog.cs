using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// What has arrived in the run in progress, in the order of arrival. Only appended to; a torn last entry is ignored. A
/// file that arrives again is in it again: the last entry counts.
/// </summary>
internal sealed class ReceivedLog : IDisposable
{
    private readonly FileLayer _files;
    private readonly Stream _file;
    private readonly byte[] _buffer = new byte[LedgerEntry.Size * 256];
    private int _filled;

    public ReceivedLog(FileLayer files, string path)
    {
        _files = files;
        List<LedgerEntry> kept = File.Exists(path) ? [.. Read(path)] : [];
        files.DeleteFile(path);
        _file = files.CreateNew(path);
        foreach (LedgerEntry entry in kept)
        {
            Append(entry);
        }
    }

    /// <summary>Adds an entry. May be called from any thread.</summary>
    public void Append(LedgerEntry entry)
    {
        lock (_file)
        {
            if (_filled + LedgerEntry.Size > _buffer.Length)
            {
                WriteOut();
            }

            entry.Write(_buffer.AsSpan(_filled));
            _filled += LedgerEntry.Size;
        }
    }

    /// <summary>Writes out what is buffered.</summary>
    public void Flush()
    {
        lock (_file)
        {
            WriteOut();
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads the entries of a log in the order of arrival.</summary>
    public static IEnumerable<LedgerEntry> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024);
        byte[] encoded = new byte[LedgerEntry.Size];
        for (long rest = file.Length / LedgerEntry.Size; rest > 0; rest--)
        {
            file.ReadExactly(encoded);
            yield return LedgerEntry.Read(encoded);
        }
    }

    private void WriteOut()
    {
        _files.Write(_file, _buffer, _filled);
        _filled = 0;
    }
}
