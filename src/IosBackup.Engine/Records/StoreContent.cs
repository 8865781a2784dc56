using System;
using System.Buffers.Binary;
using System.IO;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Records;

/// <summary>
/// The content of a store. Of a database that ends before its end SQLite reads nothing at all, so empty pages are put
/// in the place of those that are missing: tables then are damaged where they lead there, and nowhere else.
/// </summary>
internal sealed class StoreContent : ReadOnlyStream
{
    private const int HeaderLength = 100;
    private const int PageSizeAt = 16;
    private const int ChangesAt = 24;
    private const int PageCountAt = 28;
    private const int CountValidForAt = 92;
    private const int LargestPage = 65536;

    /// <summary>What a header claims beyond it is not believed.</summary>
    private const long MostMissing = 256L * 1024 * 1024;

    private readonly Stream _content;
    private readonly byte[] _header = new byte[HeaderLength];
    private readonly int _headerLength;
    private long _position;

    /// <param name="content">The stored content at its start; it stays the caller's.</param>
    public StoreContent(Stream content)
    {
        _content = content;
        for (int count = 1; count > 0 && _headerLength < HeaderLength; _headerLength += count)
        {
            count = content.Read(_header, _headerLength, HeaderLength - _headerLength);
        }

        long missing = ClaimedLength() - content.Length;
        IsCut = missing is > 0 and <= MostMissing;
        Length = IsCut ? content.Length + missing : content.Length;
    }

    /// <summary>Whether pages are missing at the end.</summary>
    public bool IsCut { get; }

    public override long Length { get; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read;
        if (_position < _headerLength)
        {
            read = (int)Math.Min(count, _headerLength - _position);
            Buffer.BlockCopy(_header, (int)_position, buffer, offset, read);
        }
        else
        {
            read = _content.Read(buffer, offset, count);
            if (read == 0 && IsCut)
            {
                read = (int)Math.Min(count, Length - _position);
                Array.Clear(buffer, offset, read);
            }
        }

        _position += read;
        return read;
    }

    private long ClaimedLength()
    {
        ReadOnlySpan<byte> header = _header;
        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(header.Slice(PageSizeAt));
        long pages = BinaryPrimitives.ReadUInt32BigEndian(header.Slice(PageCountAt));

        // Old versions of SQLite wrote no number, and newer ones then look at the length themselves.
        return header.Slice(ChangesAt, sizeof(uint)).SequenceEqual(header.Slice(CountValidForAt, sizeof(uint)))
            ? pages * (pageSize == 1 ? LargestPage : pageSize)
            : 0;
    }
}
