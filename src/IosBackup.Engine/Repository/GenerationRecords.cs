using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Repository;

/// <summary>Finds which record belongs to which folder.</summary>
internal static class GenerationRecords
{
    /// <summary>All records of a device, the newest first.</summary>
    public static IReadOnlyList<GenerationRecord> All(RepositoryLayout layout) => !Directory.Exists(layout.Generations)
        ? []
        : [.. Directory.EnumerateDirectories(layout.Generations)
            .Where(static folder => RepositoryLayout.ParseStamp(Path.GetFileName(folder)) is not null)
            .OrderByDescending(Path.GetFileName, StringComparer.Ordinal)
            .Select(GenerationRecord.Read)
            .OfType<GenerationRecord>()];

    /// <summary>
    /// The record that was written for the newest generation last, whoever may have changed that since: the newest one
    /// of a whole backup that has no folder of its own. Null when there is none.
    /// </summary>
    public static GenerationRecord? OfNewest(RepositoryLayout layout) =>
        All(layout).FirstOrDefault(record => record.Filter.Count == 0
            && !Directory.Exists(layout.Archived(record.Stamp)) && !Directory.Exists(layout.Partial(record.Stamp)));

    /// <summary>
    /// The record of a folder: the one that names its run. Where the folder's own Status.plist is unreadable, the stamp
    /// in its name tells, and for the newest generation what was written for it last.
    /// </summary>
    public static GenerationRecord? Find(RepositoryLayout layout, BackupStatus? status, string? folderStamp)
    {
        GenerationRecord? named =
            folderStamp is null ? null : GenerationRecord.Read(layout.Generation(folderStamp));
        if (status?.Uuid is not string uuid)
        {
            return folderStamp is null ? OfNewest(layout) : named;
        }

        return named?.StatusUuid == uuid
            ? named
            : All(layout).FirstOrDefault(record => record.StatusUuid == uuid);
    }

    /// <summary>
    /// The record of a folder whose Status.plist does not name it, because that is damaged: the one that the list of
    /// files still fits.
    /// </summary>
    public static GenerationRecord? FindByMetadata(RepositoryLayout layout, string folder) =>
        All(layout).FirstOrDefault(record => record.Metadata.Select(static entry => entry.Key)
            .Where(static name => name.StartsWith("Manifest.", StringComparison.Ordinal))
            .Except(MetadataCopies.Changed(record.Metadata, folder))
            .Any());

    /// <summary>Whether there is a generation whose record cannot be read.</summary>
    public static bool HasUnreadable(RepositoryLayout layout) =>
        Directory.Exists(layout.Generations)
        && Directory.EnumerateDirectories(layout.Generations).Any(static folder =>
            RepositoryLayout.ParseStamp(Path.GetFileName(folder)) is not null
            && GenerationRecord.Read(folder) is null);
}
