using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content;

/// <summary>
/// An entry of a phone's file system as a backup sees it. Immutable: content changes by replacing the entry, so a
/// running backup reads one consistent state.
/// </summary>
public sealed record PhoneFile
{
    /// <summary>The backup domain, <c>HomeDomain</c> or <c>AppDomain-com.example.app</c> for example.</summary>
    public required string Domain { get; init; }

    /// <summary>The path below the domain's root, without a leading slash; empty for the root itself.</summary>
    public required string RelativePath { get; init; }

    /// <summary>File, directory or symbolic link.</summary>
    public PhoneFileKind Kind { get; init; }

    /// <summary>Permission bits (the type bits follow from <see cref="Kind"/>).</summary>
    public int Permissions { get; init; } = 0b110_100_100;

    /// <summary>Owner; 501 is the user <c>mobile</c>.</summary>
    public int UserId { get; init; } = 501;

    /// <summary>Group; 501 is <c>mobile</c>.</summary>
    public int GroupId { get; init; } = 501;

    /// <summary>When the content last changed, in Unix seconds.</summary>
    public long LastModified { get; init; }

    /// <summary>
    /// When content or attributes last changed, in Unix seconds; <see cref="LastModified"/> when null.
    /// </summary>
    public long? LastStatusChange { get; init; }

    /// <summary>When the file was made, in Unix seconds; <see cref="LastModified"/> when null.</summary>
    public long? Birth { get; init; }

    /// <summary>Data protection class, 1 to 4 for files, usually 0 for directories and links.</summary>
    public int ProtectionClass { get; init; } = 3;

    /// <summary>Inode number; null lets the phone assign one. Equal numbers mean hard links.</summary>
    public long? Inode { get; init; }

    /// <summary>BSD file flags (<c>st_flags</c>).</summary>
    public int Flags { get; init; }

    /// <summary>Where a symbolic link leads.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Extended attributes by name.</summary>
    public IReadOnlyDictionary<string, byte[]>? ExtendedAttributes { get; init; }

    /// <summary>The bytes of a regular file; null is an empty file.</summary>
    public PhoneFileContent? Content { get; init; }

    /// <summary>
    /// The size that the manifest states, when it differs from the content's: real phones state the size before a
    /// database is copied through SQLite.
    /// </summary>
    public long? StatedSize { get; init; }

    /// <summary>
    /// Whether the phone leaves the file out of a backup that is not encrypted: health data, calls, web history and
    /// Wi-Fi settings, for example.
    /// </summary>
    public bool OnlyWhenEncrypted { get; init; }
}
