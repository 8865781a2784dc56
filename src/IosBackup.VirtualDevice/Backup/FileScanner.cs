using System;
using System.Collections.Generic;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Compares a phone's files with what the host has.</summary>
/// <param name="stored">The manifest of the backup that is continued; null for a full one.</param>
/// <param name="arrived">What an interrupted run has sent; null when there was none.</param>
/// <param name="encrypted">Whether the backup is encrypted.</param>
internal sealed class FileScanner(HostManifest? stored, UploadJournal? arrived, bool encrypted)
{
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    /// <summary>The domains of the files that were scanned.</summary>
    public IReadOnlyCollection<string> Domains => _domains;

    /// <summary>What is to be done about every file, in the order of the phone's files.</summary>
    public IEnumerable<ScannedFile> Scan(IEnumerable<PhoneFile> files)
    {
        foreach (PhoneFile file in files)
        {
            if (!FileRecords.IsExcluded(file, encrypted))
            {
                _domains.Add(file.Domain);
                yield return Compare(file);
            }
        }
    }

    private ScannedFile Compare(PhoneFile file)
    {
        BackupFile now = FileRecords.Describe(file, FileIds.Compute(file.Domain, file.RelativePath));
        if (now.Kind != FileKind.File)
        {
            return new ScannedFile(file, now, ScanState.NoContent);
        }

        if (arrived?.Find(now.FileId) is byte[] record)
        {
            BackupFile sent = BackupFileDecoder.Decode(
                now.FileId, now.Domain, Encoding.UTF8.GetBytes(now.RelativePath), (long)FileKind.File, record);
            if (FileRecords.HaveSameContent(sent, now))
            {
                return Keep(file, now, sent, ScanState.Arrived);
            }
        }

        return stored?.Find(now.FileId) is BackupFile old && IsUsable(old) && FileRecords.HaveSameContent(old, now)
            ? Keep(file, now, old, ScanState.Stored)
            : new ScannedFile(file, now, ScanState.ToSend);
    }

    /// <summary>Whether a record has what the new manifest needs.</summary>
    private bool IsUsable(BackupFile record) => record.IsEncrypted == encrypted
        && (!record.Digest.IsEmpty || !DomainRules.HasDigests(record.Domain));

    private static ScannedFile Keep(PhoneFile file, BackupFile now, BackupFile known, ScanState state) =>
        new(file, now with { EncryptionKey = known.EncryptionKey, Digest = known.Digest }, state);
}
