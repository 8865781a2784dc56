using System;
using System.Collections.Generic;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>
/// The backups that the items of one command come from: each is opened once and stays open until the command ends. Safe
/// for several threads; asking for an item that came from a job is for one thread at a time.
/// </summary>
internal sealed class OpenBackups(BackupOpener opener) : IDisposable
{
    private readonly Dictionary<BackupPlace, Backup> _open = [];

    /// <summary>The backup at a place. It stays this object's to dispose.</summary>
    /// <exception cref="EngineException">As for <see cref="BackupOpener.Open"/>.</exception>
    public Backup Get(BackupPlace place)
    {
        lock (_open)
        {
            if (!_open.TryGetValue(place, out Backup? backup))
            {
                _open[place] = backup = opener.Open(place);
            }

            return backup;
        }
    }

    /// <summary>The backup of an item and what its manifest says of it.</summary>
    /// <exception cref="EngineException">
    /// As for <see cref="BackupOpener.Open"/> and <see cref="Backup.Files"/>; <see cref="ErrorKind.ItemNotFound"/>.
    /// </exception>
    public (Backup Backup, BackupFile File) Find(IosBackupItem item)
    {
        Backup backup = Get(item.Place);
        if (!item.IsReference)
        {
            return (backup, item.File);
        }

        BackupFile file = backup.FindById(item.FileId)
            ?? throw new EngineException(ErrorKind.ItemNotFound, "The backup has no such item.")
            {
                Target = item.ToString(),
            };
        return (backup, file);
    }

    public void Dispose()
    {
        lock (_open)
        {
            foreach (Backup backup in _open.Values)
            {
                backup.Dispose();
            }

            _open.Clear();
        }
    }
}
