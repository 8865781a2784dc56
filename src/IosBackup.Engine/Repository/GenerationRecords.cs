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

    /// <summary>The newest record of a device; null when there is none.</summary>
    public static GenerationRecord? Latest(RepositoryLayout layout) =>
        All(layout) is [GenerationRecord latest, ..] ? latest : null;

    /// <summary>
    /// The record of a folder: the one that names its run. Where the folder's own Status.plist is unreadable, the stamp
    /// in its name tells, and for the newest generation the newest record whose backup has no folder of its own.
    /// </summary>
    public static GenerationRecord? Find(RepositoryLayout layout, BackupStatus? status, string? folderStamp)
    {
        if (folderStamp is not null && GenerationRecord.Read(layout.Generation(folderStamp)) is GenerationRecord named)
        {
            return status?.Uuid is null || named.StatusUuid == status.Uuid ? named : null;
        }

        IReadOnlyList<GenerationRecord> records = All(layout);
        return status?.Uuid is string uuid
            ? records.FirstOrDefault(record => record.StatusUuid == uuid)
            : folderStamp is null ? records.FirstOrDefault(record => IsWithoutFolder(layout, record)) : null;
    }

    /// <summary>
    /// The record of a folder whose Status.plist does not name it, because that is damaged: the one that another
    /// metadata file fits.
    /// </summary>
    public static GenerationRecord? FindByMetadata(RepositoryLayout layout, string folder, string? folderStamp) =>
        All(layout).FirstOrDefault(record =>
            (folderStamp is null ? IsWithoutFolder(layout, record) : record.Stamp == folderStamp)
            && record.Metadata.Select(static entry => entry.Key)
                .Except(MetadataCopies.Changed(record.Metadata, folder))
                .Any());

    /// <summary>Whether there is a generation whose record cannot be read.</summary>
    public static bool HasUnreadable(RepositoryLayout layout) =>
        Directory.Exists(layout.Generations)
        && Directory.EnumerateDirectories(layout.Generations).Any(static folder =>
            RepositoryLayout.ParseStamp(Path.GetFileName(folder)) is not null
            && GenerationRecord.Read(folder) is null);

    private static bool IsWithoutFolder(RepositoryLayout layout, GenerationRecord record) =>
        !Directory.Exists(layout.Archived(record.Stamp)) && !Directory.Exists(layout.Partial(record.Stamp));
}
