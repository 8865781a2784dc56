using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// The renames that make a staged backup the newest generation, written down before the first of them: whatever
/// interrupts them, the next start finishes them. Everything that is renamed is complete and on the disk by then.
/// </summary>
internal sealed class CommitJournal(FileLayer files, RepositoryLayout layout)
{
    private const string ArchiveKey = "Archive";
    private const string TargetKey = "Target";
    private const string StampKey = "Stamp";
    private const string StatusKey = "Status";
    private const string ReplacesKey = "Replaces";

    /// <summary>Puts the staged backup in place.</summary>
    /// <param name="stamp">The generation, whose record is pending.</param>
    /// <param name="archiveStamp">The stamp under which the newest generation is kept; null when there is none.</param>
    /// <param name="target">The folder that the staged backup becomes.</param>
    /// <param name="replaces">
    /// Whether what stands there is a bad one of the same run: it and its record go to the trash.
    /// </param>
    public void Commit(string stamp, string? archiveStamp, string target, bool replaces = false)
    {
        PlistDictionary entry = new()
        {
            [TargetKey] = Path.GetFileName(target),
            [StampKey] = stamp,
            [StatusKey] = new PlistData(ReadStatus(layout.StagedBackup)),
        };
        if (archiveStamp is not null)
        {
            entry[ArchiveKey] = archiveStamp;
        }

        if (replaces)
        {
            entry[ReplacesKey] = true;
        }

        files.Replace(layout.Journal, PropertyList.ToXml(entry));
        Finish(entry);
    }

    /// <summary>Finishes a commit that was interrupted.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Recover()
    {
        if (!File.Exists(layout.Journal))
        {
            return false;
        }

        try
        {
            Finish(PropertyList.ParseDictionary(File.ReadAllBytes(layout.Journal)));
            return true;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            throw new EngineException(ErrorKind.RepositoryInvalid, "The commit journal is damaged.", e)
            {
                Target = layout.Journal,
            };
        }
    }

    private void Finish(PlistDictionary entry)
    {
        string name = entry.GetString(TargetKey) ?? string.Empty;
        if (RepositoryLayout.ParseFolderName(name) is not { } parsed || parsed.Udid != layout.Udid)
        {
            throw new EngineException(ErrorKind.RepositoryInvalid, "The commit journal names no backup of this device.")
            {
                Target = layout.Journal,
            };
        }

        // What is known of the backup comes first: nobody finds it without its record. Who reads goes by the run.
        string stampOfRecord = entry.GetString(StampKey) ?? string.Empty;
        bool replaces = entry.GetBoolean(ReplacesKey) == true;
        if (RepositoryLayout.ParseStamp(stampOfRecord) is not null && Directory.Exists(layout.Pending(stampOfRecord)))
        {
            if (replaces)
            {
                MoveToTrash(layout.Generation(stampOfRecord));
            }

            files.MoveDirectory(layout.Pending(stampOfRecord), layout.Generation(stampOfRecord));
        }

        string target = Path.Combine(layout.Root, name);
        string? archiveStamp = entry.GetString(ArchiveKey);
        bool placed = Directory.Exists(layout.StagedBackup) && IsStaged(entry);
        if (placed && replaces)
        {
            // Not traded: the two may have the same Status.plist, and nobody could tell which of them lies in staging.
            MoveToTrash(target);
            files.MoveDirectory(layout.StagedBackup, target);
        }
        else if (placed)
        {
            PutInPlace(target, archiveStamp);
        }

        if (Directory.Exists(layout.StagedBackup) && archiveStamp is not null)
        {
            Archive(target, archiveStamp, placed);
        }

        files.SyncDirectory(layout.Root);
        files.SyncDirectory(layout.Own);
        SyncIfThere(layout.Generations);
        SyncIfThere(layout.Staging);
        files.DeleteFile(layout.Journal);
        files.SyncDirectory(layout.Own);
    }

    private void PutInPlace(string target, string? archiveStamp)
    {
        if (!Directory.Exists(target))
        {
            files.MoveDirectory(layout.StagedBackup, target);
        }
        else if (archiveStamp is null || !files.TryExchange(layout.StagedBackup, target))
        {
            // While the staged backup is still in staging, what stands at its target is the generation before it.
            if (archiveStamp is not null)
            {
                files.MoveDirectory(target, layout.Archived(archiveStamp));
            }

            files.MoveDirectory(layout.StagedBackup, target);
        }
    }

    private void MoveToTrash(string folder)
    {
        if (Directory.Exists(folder))
        {
            files.CreateDirectory(layout.Trash);
            files.MoveDirectory(folder, layout.NewTrash());
        }
    }

    /// <summary>The places were traded: what lies in staging now is the generation before.</summary>
    private void Archive(string target, string archiveStamp, bool traded)
    {
        try
        {
            files.MoveDirectory(layout.StagedBackup, layout.Archived(archiveStamp));
        }
        catch (Exception e) when (traded && FileErrors.IsFileError(e))
        {
            // In staging nobody would find it until the next start, which begins from here again.
            files.TryExchange(layout.StagedBackup, target);
            throw;
        }
    }

    /// <summary>Whether the folder in staging is the new backup, not the one whose place it took.</summary>
    private bool IsStaged(PlistDictionary entry) =>
        entry.GetData(StatusKey) is not ReadOnlyMemory<byte> status
        || ReadStatus(layout.StagedBackup).AsSpan().SequenceEqual(status.Span);

    private static byte[] ReadStatus(string folder)
    {
        string path = Path.Combine(folder, BackupStatus.FileName);
        return File.Exists(path) ? File.ReadAllBytes(path) : [];
    }

    private void SyncIfThere(string folder)
    {
        if (Directory.Exists(folder))
        {
            files.SyncDirectory(folder);
        }
    }
}
