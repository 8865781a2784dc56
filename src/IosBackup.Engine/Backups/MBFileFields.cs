using System;
using System.Buffers.Binary;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>The fields of an archived <c>MBFile</c>, with bytes and texts still in the archive.</summary>
internal ref struct MBFileFields
{
    public long? Size;
    public int Mode;
    public long LastModified;
    public long LastStatusChange;
    public long Birth;
    public int UserId;
    public int GroupId;
    public ulong Inode;
    public int ProtectionClass;
    public int Flags;
    public ReadOnlySpan<byte> EncryptionKey;
    public ReadOnlySpan<byte> Digest;
    public ReadOnlySpan<byte> ExtendedAttributes;
    public string? LinkTarget;
    public ReadOnlySpan<byte> Path;
    public BinaryPlistTokenKind PathKind;

    /// <summary>Whether the archived path equals a text, given both as UTF-8 and as a string.</summary>
    public readonly bool PathEquals(ReadOnlySpan<byte> utf8, string text)
    {
        if (PathKind != BinaryPlistTokenKind.Utf16String)
        {
            return PathKind is BinaryPlistTokenKind.AsciiString or BinaryPlistTokenKind.Utf8String
                && Path.SequenceEqual(utf8);
        }

        bool equal = Path.Length == 2 * text.Length;
        for (int i = 0; equal && i < text.Length; i++)
        {
            equal = BinaryPrimitives.ReadUInt16BigEndian(Path.Slice(2 * i)) == text[i];
        }

        return equal;
    }

    /// <summary>Copies key, digest and attributes into one array, and says where each lies.</summary>
    public readonly void CopyBytes(
        out ReadOnlyMemory<byte> key, out ReadOnlyMemory<byte> digest, out ReadOnlyMemory<byte> attributes)
    {
        int keyAndDigest = EncryptionKey.Length + Digest.Length;
        int all = keyAndDigest + ExtendedAttributes.Length;
        byte[] bytes = all == 0 ? [] : new byte[all];
        EncryptionKey.CopyTo(bytes);
        Digest.CopyTo(bytes.AsSpan(EncryptionKey.Length));
        ExtendedAttributes.CopyTo(bytes.AsSpan(keyAndDigest));
        key = bytes.AsMemory(0, EncryptionKey.Length);
        digest = bytes.AsMemory(EncryptionKey.Length, Digest.Length);
        attributes = bytes.AsMemory(keyAndDigest);
    }
}
