using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>Where the entries of a restore go. Nothing of it shows before <see cref="Commit"/>.</summary>
internal interface IRestoreTarget : IDisposable
{
    /// <summary>Begins the content of a regular file; one at a time.</summary>
    Stream Begin(BackupFile file);

    /// <summary>Keeps the file whose content has been written.</summary>
    void Keep(BackupFile file);

    /// <summary>Adds a directory or a symbolic link.</summary>
    void Add(BackupFile entry);

    /// <summary>Puts everything in its place.</summary>
    /// <param name="fate">What becomes of entries of the phone that the restore does not replace.</param>
    CommitResult Commit(Func<PhoneFile, ItemFate> fate);
}
