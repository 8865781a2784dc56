using System;
using System.IO;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>A file that a client has open.</summary>
internal sealed class AfcFile(string path, AfcNode node, bool canRead, bool canWrite, bool appends)
{
    public string Path { get; } = path;

    public AfcNode Node { get; } = node;

    public long Position { get; private set; }

    public byte[] Read(ulong length)
    {
        if (!canRead)
        {
            throw new AfcException(AfcStatus.PermissionDenied);
        }

        MemoryStream content = Node.Content!;
        byte[] bytes = new byte[Math.Min(length, (ulong)Math.Max(0, content.Length - Position))];
        content.Position = Position;
        int count = content.Read(bytes, 0, bytes.Length);
        Position += count;
        return bytes;
    }

    public void Write(byte[] bytes)
    {
        if (!canWrite)
        {
            throw new AfcException(AfcStatus.PermissionDenied);
        }

        MemoryStream content = Node.Content!;
        content.Position = appends ? content.Length : Position;
        content.Write(bytes, 0, bytes.Length);
        Position = content.Position;
    }

    public void Seek(ulong whence, long offset)
    {
        long target = offset + (SeekOrigin)whence switch
        {
            SeekOrigin.Begin => 0,
            SeekOrigin.Current => Position,
            SeekOrigin.End => Node.Content!.Length,
            _ => throw new AfcException(AfcStatus.InvalidArgument),
        };
        Position = target is >= 0 and <= int.MaxValue ? target : throw new AfcException(AfcStatus.InvalidArgument);
    }

    public static void SetSize(AfcNode node, ulong size)
    {
        MemoryStream content = node.Content ?? throw new AfcException(AfcStatus.IsDirectory);
        content.SetLength(size <= int.MaxValue ? (long)size : throw new AfcException(AfcStatus.InvalidArgument));
    }
}
