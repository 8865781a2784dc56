using System.Collections.Generic;

namespace IosBackup.Engine.Records;

/// <summary>A set of row ids; takes a bit for each, as row ids lie close together.</summary>
internal sealed class RowIdSet
{
    private const int BitsPerPage = 4096;

    private readonly Dictionary<long, ulong[]> _pages = [];

    /// <summary>Adds a row id; false when it was there.</summary>
    public bool Add(long row)
    {
        long number = row >> 12;
        if (!_pages.TryGetValue(number, out ulong[]? page))
        {
            page = new ulong[BitsPerPage / 64];
            _pages.Add(number, page);
        }

        int bit = (int)(row & (BitsPerPage - 1));
        ulong mask = 1UL << (bit & 63);
        if ((page[bit >> 6] & mask) != 0)
        {
            return false;
        }

        page[bit >> 6] |= mask;
        return true;
    }
}
