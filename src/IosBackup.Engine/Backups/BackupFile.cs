using System;

namespace IosBackup.Engine.Backups;

/// <summary>
/// A file, directory or symbolic link of a backup, as the manifest describes it. Immutable; bytes are not copied and not
/// to be changed.
/// </summary>
public sealed record BackupFile
{
    /// <summary>The id under which the content is stored: 40 hexadecimal digits, see <see cref="FileIds"/>.</summary>
    public required string FileId { get; init; }

    /// <summary>The domain: the part of the phone's file system that the path hangs on.</summary>
    public required string Domain { get; init; }

    /// <summary>The path below the domain's root, without a leading slash; empty for the root itself.</summary>
    public required string RelativePath { get; init; }

    /// <summary>File, directory or symbolic link.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>The last part of the path; empty for a domain's root.</summary>
    public string Name => RelativePath.Substring(RelativePath.LastIndexOf('/') + 1);

    /// <summary>All bits of <c>st_mode</c>: type and permissions.</summary>
    public int Mode { get; init; }

    /// <summary>
    /// The size the phone stated, in bytes. Phones state it before they copy a database, so the content may be longer or
    /// shorter: never cut content to it.
    /// </summary>
    public long Size { get; init; }

    /// <summary>When the content changed last, in Unix seconds as recorded; may be zero or negative.</summary>
    public long LastModified { get; init; }

    /// <summary>When content or attributes changed last, in Unix seconds as recorded.</summary>
    public long LastStatusChange { get; init; }

    /// <summary>When the file was made, in Unix seconds as recorded.</summary>
    public long Birth { get; init; }

    /// <summary><see cref="LastModified"/> as a point in time, within the calendar's range.</summary>
    public DateTimeOffset LastWriteTime => UnixTime.ToTime(LastModified);

    /// <summary><see cref="LastStatusChange"/> as a point in time, within the calendar's range.</summary>
    public DateTimeOffset StatusChangeTime => UnixTime.ToTime(LastStatusChange);

    /// <summary><see cref="Birth"/> as a point in time, within the calendar's range.</summary>
    public DateTimeOffset CreationTime => UnixTime.ToTime(Birth);

    /// <summary>Owner: 501 is <c>mobile</c>, 0 <c>root</c>, -2 <c>nobody</c>.</summary>
    public int UserId { get; init; }

    /// <summary>Group: 501 is <c>mobile</c>.</summary>
    public int GroupId { get; init; }

    /// <summary>Inode on the phone. Regular files with equal ones become hard links when they are restored.</summary>
    public ulong Inode { get; init; }

    /// <summary>Data protection class: 1 to 4 for files, mostly 0 for directories.</summary>
    public int ProtectionClass { get; init; }

    /// <summary>BSD file flags (<c>st_flags</c>).</summary>
    public int Flags { get; init; }

    /// <summary>The wrapped key of the content, 44 bytes; empty when the content is not encrypted.</summary>
    public ReadOnlyMemory<byte> EncryptionKey { get; init; }

    /// <summary>
    /// Hash of the stored bytes: 20 bytes of SHA-1 (32 of SHA-256 in other transfers); empty in domains without digests.
    /// </summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>The extended attributes as a binary property list; empty when there are none.</summary>
    public ReadOnlyMemory<byte> ExtendedAttributes { get; init; }

    /// <summary>Where a symbolic link leads; null for everything else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>All flags of the manifest's row: the kind, and bits that a phone uses while it backs up.</summary>
    public int RowFlags { get; init; }

    /// <summary>What is odd about the manifest's record of this file.</summary>
    public FileFlaws Flaws { get; init; }

    /// <summary>Whether the content is encrypted.</summary>
    public bool IsEncrypted => !EncryptionKey.IsEmpty;

    /// <inheritdoc/>
    public override string ToString() => $"{Domain}-{RelativePath}";
}
