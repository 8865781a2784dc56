using System;
using System.Buffers.Binary;

namespace IosBackup.Engine.Repository;

/// <summary>
/// What the ledger knows of a stored file: its name (the fileID's 20 bytes), length and SHA-256. The encoded form is 60
/// bytes: that is what a file costs in a ledger.
/// </summary>
internal readonly record struct LedgerEntry(byte[] FileId, long Length, byte[] Sha256)
{
    public const int FileIdSize = 20;
    public const int HashSize = 32;
    public const int Size = FileIdSize + sizeof(long) + HashSize;

    public static LedgerEntry Read(ReadOnlySpan<byte> encoded) => new(
        encoded.Slice(0, FileIdSize).ToArray(),
        BinaryPrimitives.ReadInt64BigEndian(encoded.Slice(FileIdSize)),
        encoded.Slice(FileIdSize + sizeof(long), HashSize).ToArray());

    /// <summary>Whether two files have the same content, whatever their names.</summary>
    public bool HasContentOf(LedgerEntry other) =>
        Length == other.Length && Sha256.AsSpan().SequenceEqual(other.Sha256);

    public void Write(Span<byte> target)
    {
        FileId.CopyTo(target);
        BinaryPrimitives.WriteInt64BigEndian(target.Slice(FileIdSize), Length);
        Sha256.CopyTo(target.Slice(FileIdSize + sizeof(long)));
    }
}
