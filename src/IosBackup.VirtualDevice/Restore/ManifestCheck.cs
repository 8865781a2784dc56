using System;
using System.Collections.Generic;
using IosBackup.Engine.Backups;
using IosBackup.VirtualDevice.Backup;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>
/// Looks through a manifest before anything is fetched: what is restored, and whether all of it hangs together.
/// </summary>
internal sealed class ManifestCheck(HostManifest manifest, RestoreScope scope)
{
    private readonly Dictionary<string, long> _skipped = new(StringComparer.Ordinal);
    private readonly HashSet<PackedFileId> _directories = [];

    public long Files { get; private set; }

    public long Directories { get; private set; }

    public long SymbolicLinks { get; private set; }

    /// <summary>Bytes that the files have, as the manifest states them.</summary>
    public long Size { get; private set; }

    /// <summary>How many entries are passed over, by why.</summary>
    public IReadOnlyDictionary<string, long> Skipped => _skipped;

    /// <summary>Looks through the manifest and returns the size of what is restored.</summary>
    /// <exception cref="BackupException"><see cref="BackupErrorCode.CorruptBackup"/>.</exception>
    public long Run()
    {
        foreach (BackupFile entry in manifest.Entries(FileKind.Directory))
        {
            if (IsRestored(entry))
            {
                Directories++;
                _directories.Add(PackedFileId.Parse(entry.FileId));
            }
        }

        foreach (BackupFile entry in manifest.Entries(FileKind.Directory))
        {
            RequireParent(entry);
        }

        foreach (BackupFile entry in manifest.Entries(FileKind.File | FileKind.SymbolicLink))
        {
            if (!IsRestored(entry))
            {
                continue;
            }

            RequireParent(entry);
            if (entry.Kind == FileKind.SymbolicLink)
            {
                SymbolicLinks++;
            }
            else
            {
                Files++;
                Size += Math.Max(0, entry.Size);
            }
        }

        return Size;
    }

    private bool IsRestored(BackupFile entry)
    {
        string? reason = scope.WhyNot(entry);
        if (reason is null)
        {
            return true;
        }

        _skipped.TryGetValue(reason, out long count);
        _skipped[reason] = count + 1;
        return false;
    }

    private void RequireParent(BackupFile entry)
    {
        if (EntryPaths.ParentOf(entry.RelativePath) is string parent
            && scope.WhyNot(entry) is null
            && !_directories.Contains(PackedFileId.Parse(FileIds.Compute(entry.Domain, parent))))
        {
            throw new BackupException(
                BackupErrorCode.CorruptBackup, "Error restoring files", new BackupException(
                BackupErrorCode.NotFound, $"The folder of {entry} is not in the manifest"));
        }
    }
}
