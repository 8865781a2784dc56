using System;
using System.Buffers.Binary;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Stores;

/// <summary>
/// Writes SQLite's <c>-wal</c> files (sqlite.org/fileformat2.html, section 4): what turns an older state of a database
/// into a newer one that has not been brought into the database file yet.
/// </summary>
internal static class WriteAheadLog
{
    private const int HeaderSize = 32;
    private const int FrameHeaderSize = 24;
    private const uint LittleEndianChecksums = 0x377F0682;
    private const uint FormatVersion = 3007000;

    /// <summary>The log between two states of one database. The newer one must not be the smaller.</summary>
    /// <param name="older">The database file that the log belongs to.</param>
    /// <param name="newer">What readers see who take the log into account.</param>
    /// <param name="salt">Any number; it ties the frames to this log.</param>
    public static byte[] Between(byte[] older, byte[] newer, uint salt)
    {
        int pageSize = PageSize(newer);
        int pages = newer.Length / pageSize;
        int[] changed = ChangedPages(older, newer, pageSize);
        byte[] log = new byte[HeaderSize + (changed.Length * (FrameHeaderSize + pageSize))];
        Span<byte> header = log.AsSpan(0, HeaderSize);
        BinaryPrimitives.WriteUInt32BigEndian(header, LittleEndianChecksums);
        BinaryPrimitives.WriteUInt32BigEndian(header.Slice(4), FormatVersion);
        BinaryPrimitives.WriteUInt32BigEndian(header.Slice(8), (uint)pageSize);
        BinaryPrimitives.WriteUInt32BigEndian(header.Slice(16), salt);
        BinaryPrimitives.WriteUInt32BigEndian(header.Slice(20), ~salt);
        (uint First, uint Second) sum = Checksum(header.Slice(0, 24), (0, 0));
        WriteChecksum(header.Slice(24), sum);
        int at = HeaderSize;
        for (int i = 0; i < changed.Length; i++)
        {
            Span<byte> frame = log.AsSpan(at, FrameHeaderSize + pageSize);
            bool commits = i == changed.Length - 1;
            BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)changed[i]);
            BinaryPrimitives.WriteUInt32BigEndian(frame.Slice(4), commits ? (uint)pages : 0);
            header.Slice(16, 8).CopyTo(frame.Slice(8));
            newer.AsSpan((changed[i] - 1) * pageSize, pageSize).CopyTo(frame.Slice(FrameHeaderSize));
            sum = Checksum(frame.Slice(0, 8), sum);
            sum = Checksum(frame.Slice(FrameHeaderSize), sum);
            WriteChecksum(frame.Slice(16), sum);
            at += frame.Length;
        }

        return log;
    }

    /// <summary>The numbers of the pages that differ, counted from 1.</summary>
    private static int[] ChangedPages(byte[] older, byte[] newer, int pageSize)
    {
        List<int> changed = [];
        for (int start = 0; start < newer.Length; start += pageSize)
        {
            ReadOnlySpan<byte> page = newer.AsSpan(start, pageSize);
            if (start + pageSize > older.Length || !page.SequenceEqual(older.AsSpan(start, pageSize)))
            {
                changed.Add((start / pageSize) + 1);
            }
        }

        return [.. changed];
    }

    private static int PageSize(byte[] image)
    {
        const int PageSizeAt = 16;
        const int Largest = 65536;
        int size = BinaryPrimitives.ReadUInt16BigEndian(image.AsSpan(PageSizeAt));
        return size == 1 ? Largest : size;
    }

    private static (uint First, uint Second) Checksum(ReadOnlySpan<byte> bytes, (uint First, uint Second) sum)
    {
        (uint first, uint second) = sum;
        for (int i = 0; i < bytes.Length; i += 8)
        {
            first = unchecked(first + BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(i)) + second);
            second = unchecked(second + BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(i + 4)) + first);
        }

        return (first, second);
    }

    private static void WriteChecksum(Span<byte> target, (uint First, uint Second) sum)
    {
        BinaryPrimitives.WriteUInt32BigEndian(target, sum.First);
        BinaryPrimitives.WriteUInt32BigEndian(target.Slice(4), sum.Second);
    }
}
