using IosBackup.Engine.Backups;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>An entry of the phone's file system, and what a backup has to do about it.</summary>
/// <param name="File">The entry.</param>
/// <param name="Record">What the manifest will say; key and digest are missing when the content is yet to be sent.</param>
/// <param name="State">Where the content is.</param>
internal sealed record ScannedFile(PhoneFile File, BackupFile Record, ScanState State)
{
    /// <summary>Bytes of content.</summary>
    public long Length => File.Content?.Length ?? 0;
}
