using System;
using System.Buffers;
using System.Collections.Generic;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Finds entries of a ledger where it lies: a million files take 4 MB of memory, and a look costs one small read.
/// Safe for several threads.
/// </summary>
internal sealed class LedgerLookup : IDisposable
{
    private const int EntriesInBlock = 16;
    private const int BlockSize = EntriesInBlock * LedgerEntry.Size;

    private static readonly Comparer<byte[]> s_order =
        Comparer<byte[]>.Create(static (left, right) => left.AsSpan().SequenceCompareTo(right));

    private readonly List<byte[]> _firstIds = [];
    private readonly PositionedFile _file;
    private readonly long _count;

    /// <param name="path">The ledger.</param>
    /// <exception cref="Errors.EngineException">
    /// <see cref="Errors.ErrorKind.RepositoryInvalid"/>: it is damaged.
    /// </exception>
    public LedgerLookup(string path)
    {
        foreach (LedgerEntry entry in Ledger.Read(path))
        {
            if (_count++ % EntriesInBlock == 0)
            {
                _firstIds.Add(entry.FileId);
            }
        }

        _file = new PositionedFile(Ledger.Open(path));
    }

    /// <summary>The entry of a file; null when there is none.</summary>
    public LedgerEntry? Find(byte[] fileId)
    {
        int block = _firstIds.BinarySearch(fileId, s_order);
        block = block < 0 ? ~block - 1 : block;
        if (block < 0)
        {
            return null;
        }

        byte[] buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            int count = (int)Math.Min(EntriesInBlock, _count - ((long)block * EntriesInBlock));
            int size = count * LedgerEntry.Size;
            _file.ReadExactly(buffer, size, Ledger.Header.Length + ((long)block * BlockSize));
            for (int at = 0; at < size; at += LedgerEntry.Size)
            {
                if (buffer.AsSpan(at, LedgerEntry.FileIdSize).SequenceEqual(fileId))
                {
                    return LedgerEntry.Read(buffer.AsSpan(at));
                }
            }

            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose() => _file.Dispose();
}
