using System;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>
/// A file that is arriving. One of the backup's stored files that comes into the snapshot's folder grows in its place,
/// where nobody looks before the batch has ended; anything else grows under a temporary name and is renamed when it is
/// whole.
/// </summary>
internal sealed class IncomingFile(string hostPath, string temporaryPath, string path)
{
    private const string SnapshotPart = "/" + BackupFolder.SnapshotName + "/";

    public string HostPath { get; } = hostPath;

    public string TemporaryPath { get; } = temporaryPath;

    public string Path { get; } = path;

    /// <summary>Whether it is one of the backup's stored files, not of its metadata.</summary>
    public bool IsPayload { get; } = FileIds.IsValid(System.IO.Path.GetFileName(path));

    /// <summary>Whether it grows in its place.</summary>
    public bool GrowsInPlace => IsPayload && HostPath.Contains(SnapshotPart, StringComparison.Ordinal);

    /// <summary>Where its bytes are; null before there is a file for them and after it is gone.</summary>
    public string? WrittenPath { get; set; }

    /// <summary>What it is, once it is whole and its place is another's affair; set by the writer.</summary>
    public StoredBlob? Stored { get; set; }

    /// <summary>Why it could not be stored; set by the writer, once.</summary>
    public Exception? Failure { get; set; }
}
