using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Takes unwanted files out of a backup that nobody else uses: their stored bytes, and their rows in the manifest. The
/// directories above what stays are kept, as readers and phones want them.
/// </summary>
internal sealed class BackupPruner(FileLayer files, string folder)
{
    private readonly HashSet<(string Domain, string Path)> _neededDirectories = [];
    private bool _anyFileStays;

    /// <summary>Prunes the backup.</summary>
    /// <param name="wanted">Tells by domain, path and app, if any, which files stay.</param>
    /// <param name="password">Opens the backup when it is encrypted.</param>
    /// <param name="stop">Ends the work, and leaves a backup that is of no use.</param>
    /// <returns>How many files were taken out.</returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ItemNotFound"/>: no file would stay, and nothing was taken out;
    /// <see cref="ErrorKind.BackupPasswordRequired"/>, <see cref="ErrorKind.BackupPasswordIncorrect"/> and others.
    /// </exception>
    public long Prune(Func<string, string, string?, bool> wanted, BackupPassword? password, CancellationToken stop)
    {
        using PrivateFolder scratch = PrivateFolder.Create();
        string plain = scratch[ManifestDatabase.FileName];
        using Backup backup = Backup.Open(folder);
        using ClassKeys? keys = backup.IsEncrypted ? DeriveKeys(backup, password) : null;
        if (keys is not null)
        {
            backup.Unlock(keys);
        }

        AppOwners owners = new(backup.Domains(stop));
        bool Stays(string domain, string path) => wanted(domain, path, owners.Of(domain));
        NoteDirectories(backup, Stays, stop);
        if (!_anyFileStays)
        {
            throw new EngineException(ErrorKind.ItemNotFound, "The backup has nothing of what is to be kept.");
        }

        WriteManifest(backup, Stays, plain, stop);
        long removed = RemovePayloads(backup, Stays, stop);
        ManifestReplacement.Replace(files, backup, plain, keys);
        return removed;
    }

    private static ClassKeys DeriveKeys(Backup backup, BackupPassword? password) => password is null
        ? throw new EngineException(ErrorKind.BackupPasswordRequired, "The manifest is encrypted.")
        {
            Target = backup.FolderPath,
        }
        : backup.DeriveKeys(password);

    private void NoteDirectories(Backup backup, Func<string, string, bool> wanted, CancellationToken stop)
    {
        BackupFileQuery query = new() { Kinds = FileKind.File | FileKind.SymbolicLink };
        foreach (BackupFile file in backup.Files(query, stop))
        {
            if (!wanted(file.Domain, file.RelativePath))
            {
                continue;
            }

            _anyFileStays |= file.Kind == FileKind.File;
            string? parent = EntryPaths.ParentOf(file.RelativePath);
            while (parent is not null && _neededDirectories.Add((file.Domain, parent)))
            {
                parent = EntryPaths.ParentOf(parent);
            }
        }
    }

    private void WriteManifest(Backup backup, Func<string, string, bool> wanted, string path, CancellationToken stop)
    {
        using ManifestWriter writer = ManifestWriter.Create(path);
        backup.CopyRows(
            writer,
            (domain, relativePath, kind) => kind == FileKind.Directory
                ? _neededDirectories.Contains((domain, relativePath))
                : wanted(domain, relativePath),
            stop);
        writer.Finish();
    }

    private long RemovePayloads(Backup backup, Func<string, string, bool> wanted, CancellationToken stop)
    {
        long removed = 0;
        foreach (BackupFile file in backup.Files(new BackupFileQuery { Kinds = FileKind.File }, stop))
        {
            if (!wanted(file.Domain, file.RelativePath) && FileIds.IsValid(file.FileId))
            {
                files.DeleteFile(Path.Combine(folder, BackupFolder.ShardedName(file.FileId)));
                removed++;
            }
        }

        return removed;
    }
}
