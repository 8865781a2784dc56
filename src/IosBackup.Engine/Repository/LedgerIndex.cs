using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Repository;

/// <summary>Entries to be found by fileID, held encoded in one array: 60 bytes each, a million in 60 MB.</summary>
internal sealed class LedgerIndex
{
    private readonly byte[] _entries;
    private readonly int[] _order;

    /// <param name="entries">In any order; of several with the same fileID the last one counts.</param>
    public LedgerIndex(IEnumerable<LedgerEntry> entries)
    {
        byte[] encoded = new byte[LedgerEntry.Size * 1024];
        int count = 0;
        foreach (LedgerEntry entry in entries)
        {
            if ((count + 1) * LedgerEntry.Size > encoded.Length)
            {
                Array.Resize(ref encoded, encoded.Length * 2);
            }

            entry.Write(encoded.AsSpan(count++ * LedgerEntry.Size));
        }

        _entries = encoded;
        _order = [.. Enumerable.Range(0, count)];
        Array.Sort(_order, Compare);
    }

    /// <summary>The last entry of a file; null when there is none.</summary>
    public LedgerEntry? Find(ReadOnlySpan<byte> fileId)
    {
        int low = 0;
        int high = _order.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Id(_order[middle]).SequenceCompareTo(fileId) <= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // The search ends behind the last of equal entries.
        return low > 0 && Id(_order[low - 1]).SequenceEqual(fileId)
            ? LedgerEntry.Read(_entries.AsSpan(_order[low - 1] * LedgerEntry.Size))
            : null;
    }

    private ReadOnlySpan<byte> Id(int index) => _entries.AsSpan(index * LedgerEntry.Size, LedgerEntry.FileIdSize);

    private int Compare(int left, int right)
    {
        int order = Id(left).SequenceCompareTo(Id(right));
        return order != 0 ? order : left.CompareTo(right);
    }
}
