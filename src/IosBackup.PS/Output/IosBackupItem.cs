using System;
using IosBackup.Backups;
using IosBackup.Engine.Backups;

namespace IosBackup;

/// <summary>A file, directory or symbolic link of a backup. Sizes are in bytes, times in UTC.</summary>
public sealed class IosBackupItem
{
    private bool? _isPresent;

    internal IosBackupItem(BackupFile file, BackupPlace place, bool isReference = false)
    {
        File = file;
        Place = place;
        IsReference = isReference;
    }

    /// <summary>The part of the phone's file system that the path hangs on.</summary>
    public string Domain => File.Domain;

    /// <summary>The path below the domain's root; empty for the root itself.</summary>
    public string RelativePath => File.RelativePath;

    /// <summary>The last part of the path; empty for a domain's root.</summary>
    public string Name => File.Name;

    public FileKind Kind => File.Kind;

    /// <summary>
    /// The size that the phone stated. It states it before it copies databases, so the content of these may be longer
    /// or shorter.
    /// </summary>
    public long Size => File.Size;

    public DateTimeOffset LastWriteTime => File.LastWriteTime;

    public DateTimeOffset CreationTime => File.CreationTime;

    /// <summary>When content or attributes changed last.</summary>
    public DateTimeOffset StatusChangeTime => File.StatusChangeTime;

    /// <summary>Type and permissions, the bits of <c>st_mode</c>.</summary>
    public int Mode => File.Mode;

    public int UserId => File.UserId;

    public int GroupId => File.GroupId;

    /// <summary>What the item is to its user.</summary>
    public DataType DataType => DataTypes.Of(File);

    /// <summary>The id of the app, extension or app group that owns it; null for the system's.</summary>
    public string? AppId => BackupDomain.Parse(File.Domain).AppId;

    /// <summary>Where a symbolic link leads; null for everything else.</summary>
    public string? LinkTarget => File.LinkTarget;

    /// <summary>Data protection class: 1 to 4 for files.</summary>
    public int ProtectionClass => File.ProtectionClass;

    public bool IsEncrypted => File.IsEncrypted;

    /// <summary>Whether the stored content is there, looked up when it is asked for; null for what has none.</summary>
    public bool? IsPresent => Kind != FileKind.File
        ? null
        : _isPresent ??= new BackupFolder(Place.Path).Locate(File.FileId) != PayloadPlace.Missing;

    /// <summary>The name under which the content is stored.</summary>
    public string FileId => File.FileId;

    /// <summary>The SHA-1 of the stored bytes as the phone noted it; null in domains without.</summary>
    public string? Digest => File.Digest.IsEmpty ? null : Engine.Cryptography.Hex.Lower(File.Digest.Span);

    /// <summary>What is odd about the record of this item.</summary>
    public FileFlaws Flaws => File.Flaws;

    /// <summary>The folder of the backup.</summary>
    public string BackupPath => Place.Path;

    /// <summary>The run that made the backup, so that a newer one in the same folder is told apart.</summary>
    public string? BackupRunId => Place.RunId;

    /// <summary>What the manifest says.</summary>
    internal BackupFile File { get; }

    /// <summary>Whether no more than the id, domain and path are known: it came from a job or a file.</summary>
    internal bool IsReference { get; }

    /// <summary>Where the backup is.</summary>
    internal BackupPlace Place { get; }

    public override string ToString() => File.ToString();
}
