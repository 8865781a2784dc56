using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// What has arrived in the run in progress, in the order of arrival. An entry is with the system after all bytes of its
/// file are and before a file takes the place of another; so after a process died, what has no entry is not whole, and
/// the last few entries may be of files that never got there. A file that arrives again is in it again: the last entry
/// counts. A torn last entry is cut off.
/// </summary>
internal sealed class ReceivedLog : IDisposable
{
    private readonly FileLayer _files;
    private readonly Stream _file;
    private readonly byte[] _encoded = new byte[LedgerEntry.Size];

    public ReceivedLog(FileLayer files, string path)
    {
        _files = files;
        _file = File.Exists(path)
            ? files.Continue(path, WholeEntries(new FileInfo(path).Length) * LedgerEntry.Size)
            : files.CreateNew(path);
    }

    /// <summary>Adds an entry. May be called from any thread.</summary>
    public void Append(LedgerEntry entry)
    {
        lock (_file)
        {
            entry.Write(_encoded);
            _files.Write(_file, _encoded, _encoded.Length);
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads the entries of a log in the order of arrival; none when there is no log.</summary>
    public static IEnumerable<LedgerEntry> Read(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024);
        byte[] encoded = new byte[LedgerEntry.Size];
        for (long rest = WholeEntries(file.Length); rest > 0; rest--)
        {
            file.ReadExactly(encoded);
            yield return LedgerEntry.Read(encoded);
        }
    }

    /// <summary>Replaces a log by one with other entries, whole or not at all.</summary>
    public static void Rewrite(FileLayer files, string path, IEnumerable<LedgerEntry> entries)
    {
        string temporary = path + ".new";
        files.DeleteFile(temporary);
        using (Stream file = files.CreateNew(temporary))
        {
            byte[] buffer = new byte[LedgerEntry.Size * 256];
            int filled = 0;
            foreach (LedgerEntry entry in entries)
            {
                entry.Write(buffer.AsSpan(filled));
                filled += LedgerEntry.Size;
                if (filled == buffer.Length)
                {
                    files.Write(file, buffer, filled);
                    filled = 0;
                }
            }

            files.Write(file, buffer, filled);
        }

        files.MoveFile(temporary, path);
    }

    private static long WholeEntries(long length) => length / LedgerEntry.Size;
}
