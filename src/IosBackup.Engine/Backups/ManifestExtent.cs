using System;
using System.Buffers.Binary;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Backups;

/// <summary>
/// How much of a decrypted Manifest.db is the database. Its header says it; padding and what other tools make of it
/// cannot be trusted to.
/// </summary>
internal readonly record struct ManifestExtent(long Length, ManifestEnding Ending)
{
    /// <summary>Bytes of the header that are needed.</summary>
    public const int HeaderLength = 100;

    /// <summary>Bytes of a whole block of padding, each of this value.</summary>
    public const int PaddingLength = 16;

    private const int PageSizeAt = 16;
    private const int ChangeCounterAt = 24;
    private const int PageCountAt = 28;
    private const int ValidForAt = 92;

    /// <summary>Measures a database.</summary>
    /// <param name="header">The first <see cref="HeaderLength"/> bytes.</param>
    /// <param name="length">All bytes there are, decrypted and with padding.</param>
    /// <param name="endsWithPadding">Whether the last 16 bytes are a block of padding.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>: not a database.</exception>
    public static ManifestExtent Measure(ReadOnlySpan<byte> header, long length, bool endsWithPadding)
    {
        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(PageSizeAt));
        pageSize = pageSize == 1 ? ushort.MaxValue + 1 : pageSize;
        if (!header.StartsWith("SQLite format 3\0"u8) || pageSize < 512 || (pageSize & (pageSize - 1)) != 0)
        {
            throw new EngineException(ErrorKind.ManifestDamaged, "Manifest.db does not decrypt to a database.");
        }

        // The count of pages is right only if the last program that changed the database kept it up to date.
        bool counted = header.Slice(ChangeCounterAt, 4).SequenceEqual(header.Slice(ValidForAt, 4));
        long wholePages = length / pageSize * pageSize;
        long content = counted && BinaryPrimitives.ReadUInt32BigEndian(header.Slice(PageCountAt)) is uint pages and > 0
            ? (long)pages * pageSize
            : wholePages;
        if (length == content + PaddingLength && endsWithPadding)
        {
            return new ManifestExtent(content, ManifestEnding.Regular);
        }

        if (length == content)
        {
            return new ManifestExtent(content, ManifestEnding.PaddingMissing);
        }

        return length > content && length == wholePages
            ? new ManifestExtent(content, ManifestEnding.ExtraPages)
            : new ManifestExtent(wholePages, ManifestEnding.Irregular);
    }
}
