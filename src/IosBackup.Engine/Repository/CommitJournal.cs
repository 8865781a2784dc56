using System.IO;
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

    /// <summary>Puts the staged backup in place.</summary>
    /// <param name="stamp">The generation, whose record is pending.</param>
    /// <param name="archiveStamp">The stamp under which the newest generation is kept; null when there is none.</param>
    /// <param name="target">The folder that the staged backup becomes.</param>
    public void Commit(string stamp, string? archiveStamp, string target)
    {
        PlistDictionary entry = new() { [TargetKey] = Path.GetFileName(target), [StampKey] = stamp };
        if (archiveStamp is not null)
        {
            entry[ArchiveKey] = archiveStamp;
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

        string target = Path.Combine(layout.Root, name);
        if (Directory.Exists(layout.StagedBackup))
        {
            // While the staged backup is still in staging, what stands at its target is the generation before it.
            if (entry.GetString(ArchiveKey) is string stamp && Directory.Exists(target))
            {
                files.MoveDirectory(target, layout.Archived(stamp));
            }

            files.MoveDirectory(layout.StagedBackup, target);
        }

        string stampOfRecord = entry.GetString(StampKey) ?? string.Empty;
        if (RepositoryLayout.ParseStamp(stampOfRecord) is not null && Directory.Exists(layout.Pending(stampOfRecord)))
        {
            files.MoveDirectory(layout.Pending(stampOfRecord), layout.Generation(stampOfRecord));
        }

        files.SyncDirectory(layout.Root);
        files.DeleteFile(layout.Journal);
        files.SyncDirectory(layout.Own);
    }
}
