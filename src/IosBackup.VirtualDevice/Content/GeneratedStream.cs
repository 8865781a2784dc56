using System;
using System.Buffers.Binary;
using System.IO;

namespace IosBackup.VirtualDevice.Content;

/// <summary>
/// Bytes that follow from a seed: windows into one pseudo-random table, with every 4 KiB page stamped by seed and page
/// number, so that no two pages of any two files are alike. Copying a table is as fast as memory allows.
/// </summary>
internal sealed class GeneratedStream(ulong seed, long length) : Stream
{
    private const int TableLength = 1 << 20;
    private const int PageLength = 4096;
    private const int StampLength = 16;

    private static readonly byte[] s_table = MakeTable();

    private readonly int _shift = (int)(Mix(seed) % TableLength);
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int wanted = (int)Math.Min(count, Math.Max(0, length - _position));
        int done = 0;
        while (done < wanted)
        {
            done += FillWithinPage(buffer.AsSpan(offset + done, wanted - done));
        }

        return wanted;
    }

    public override long Seek(long offset, SeekOrigin origin) => _position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private int FillWithinPage(Span<byte> target)
    {
        int inPage = (int)(_position % PageLength);
        int count = Math.Min(target.Length, PageLength - inPage);
        target = target.Slice(0, count);
        CopyFromTable(target);
        if (inPage < StampLength)
        {
            Span<byte> stamp = stackalloc byte[StampLength];
            BinaryPrimitives.WriteUInt64LittleEndian(stamp, seed);
            BinaryPrimitives.WriteInt64LittleEndian(stamp.Slice(8), _position / PageLength);
            stamp = stamp.Slice(inPage, Math.Min(StampLength - inPage, count));
            stamp.CopyTo(target);
        }

        _position += count;
        return count;
    }

    private void CopyFromTable(Span<byte> target)
    {
        int start = (int)((_position + _shift) % TableLength);
        int first = Math.Min(target.Length, TableLength - start);
        s_table.AsSpan(start, first).CopyTo(target);
        s_table.AsSpan(0, target.Length - first).CopyTo(target.Slice(first));
    }

    private static byte[] MakeTable()
    {
        byte[] table = new byte[TableLength];
        ulong state = 0;
        for (int i = 0; i < table.Length; i += sizeof(ulong))
        {
            state++;
            BinaryPrimitives.WriteUInt64LittleEndian(table.AsSpan(i), Mix(state));
        }

        return table;
    }

    /// <summary>The finalizer of the SplitMix64 generator.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }
}
