using System;
using System.Collections.Generic;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Verification;

/// <summary>
/// What a repository knows of one of its generations: the checksums of its metadata, and the length and SHA-256 of all
/// it stores.
/// </summary>
internal sealed class RepositoryEvidence
{
    private const string LedgerName = "ledger";

    private readonly RepositoryLayout _layout;
    private readonly BackupFolder _folder;
    private readonly GenerationRecord? _record;

    private RepositoryEvidence(RepositoryLayout layout, BackupFolder folder, GenerationRecord? record)
    {
        _layout = layout;
        _folder = folder;
        _record = record;
    }

    /// <summary>The metadata files that are not what they were when the generation was made.</summary>
    public IReadOnlyList<string> ChangedMetadata { get; private set; } = [];

    /// <summary>Where the ledger lies; null when there is none that can be trusted.</summary>
    public string? Ledger { get; private set; }

    /// <summary>Where the ledger should lie; null when the repository has no record of the folder.</summary>
    public string? LedgerPath =>
        _record is null ? null : DeviceRepository.LedgerPath(_layout.Generation(_record.Stamp));

    /// <summary>Looks for what is known of a folder; null when it does not lie in a repository of ours.</summary>
    public static RepositoryEvidence? Find(BackupFolder folder, BackupStatus? status)
    {
        return RepositoryLayout.OfGeneration(folder.Path) is RepositoryLayout layout
            ? new RepositoryEvidence(layout, folder, folder.Follow(() => FindRecord(layout, folder.Path, status)))
            : null;
    }

    /// <summary>Compares the metadata, and checks that the ledger is whole.</summary>
    public void Check(FindingList findings)
    {
        if (_record is null)
        {
            bool lost = GenerationRecords.HasUnreadable(_layout);
            findings.Add(lost ? FindingKind.RecordLost : FindingKind.NotRecorded);
            return;
        }

        ChangedMetadata = _folder.Follow(() => MetadataCopies.Changed(_record.Metadata, _folder.Path));
        foreach (string name in ChangedMetadata)
        {
            findings.Add(FindingKind.MetadataChanged, name);
        }

        try
        {
            Repository.Ledger.Verify(LedgerPath!);
            Ledger = LedgerPath;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            findings.Add(FindingKind.LedgerDamaged, LedgerName, e.Message);
        }
    }

    /// <summary>
    /// Notes a verification with the generation. False when that was not possible: while another process works in the
    /// device's place for longer than a moment, nothing is noted.
    /// </summary>
    public bool Remember(VerificationRecord verification)
    {
        if (_record is null)
        {
            return false;
        }

        string own = _layout.Generation(_record.Stamp);
        try
        {
            using RepositoryLock held = RepositoryLock.Take(FileLayer.Real, _layout, isBrief: true);

            // Read again: another verification may have ended meanwhile.
            if (GenerationRecord.Read(own) is not GenerationRecord current)
            {
                return false;
            }

            current.Add(verification);
            current.Write(FileLayer.Real, own);
            return true;
        }
        catch (Exception e) when (
            FileErrors.IsFileError(e) || e is EngineException { Kind: ErrorKind.RepositoryLocked })
        {
            // A read-only volume, a run that takes its time, or a generation that is being removed.
            return false;
        }
    }

    /// <summary>
    /// The record of a folder. Its own Status.plist, which should name it, may be what is damaged: then the other
    /// metadata files tell.
    /// </summary>
    private static GenerationRecord? FindRecord(RepositoryLayout layout, string folder, BackupStatus? status)
    {
        string? stamp = RepositoryLayout.ParseFolderName(Path.GetFileName(folder))?.Stamp;
        return GenerationRecords.Find(layout, status, stamp) ?? GenerationRecords.FindByMetadata(layout, folder);
    }
}
