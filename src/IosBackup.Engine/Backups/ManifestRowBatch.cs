using System;
using System.Text;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>The columns of some rows of a manifest, copied so that one thread decodes while another reads on.</summary>
internal sealed class ManifestRowBatch
{
    private const int MostRows = 512;
    private const int EnoughBytes = 192 * 1024;

    private readonly Row[] _rows = new Row[MostRows];
    private byte[] _bytes = new byte[256 * 1024];
    private int _used;

    /// <summary>How many rows it holds.</summary>
    public int Count { get; private set; }

    /// <summary>Whether another one should be begun.</summary>
    public bool IsFull => Count == MostRows || _used >= EnoughBytes;

    public void Clear() => (Count, _used) = (0, 0);

    /// <summary>Adds the row on which a statement stands: id, domain, path, flags, record.</summary>
    public void Add(SqliteStatement row)
    {
        int start = _used;
        int id = Append(row.Utf8(0));
        int domain = Append(row.Utf8(1));
        int path = Append(row.Utf8(2));
        long flags = row.Integer(3);
        _rows[Count++] = new Row(start, id, domain, path, Append(row.Blob(4)), flags);
    }

    /// <summary>Decodes a row.</summary>
    public BackupFile Decode(int index, Utf8Interner domains)
    {
        Row row = _rows[index];
        return BackupFileDecoder.Decode(
            Encoding.UTF8.GetString(_bytes, row.Start, row.IdEnd - row.Start),
            domains.Get(Between(row.IdEnd, row.DomainEnd)),
            Between(row.DomainEnd, row.PathEnd),
            row.Flags,
            Between(row.PathEnd, row.End));
    }

    private ReadOnlySpan<byte> Between(int start, int end) => _bytes.AsSpan(start, end - start);

    private int Append(ReadOnlySpan<byte> value)
    {
        if (value.Length > _bytes.Length - _used)
        {
            Array.Resize(ref _bytes, checked(Math.Max(2 * _bytes.Length, _used + value.Length)));
        }

        value.CopyTo(_bytes.AsSpan(_used));
        return _used += value.Length;
    }

    private readonly record struct Row(int Start, int IdEnd, int DomainEnd, int PathEnd, int End, long Flags);
}
