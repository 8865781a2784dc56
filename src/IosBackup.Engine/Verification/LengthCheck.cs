using System;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Verification;

/// <summary>Checks that content is where it belongs and has a plausible length, without reading it.</summary>
/// <param name="isEncrypted">Whether the backup is encrypted; null when nobody knows.</param>
/// <param name="hasLedger">Whether there is a ledger.</param>
/// <param name="findings">Takes what is found.</param>
internal sealed class LengthCheck(bool? isEncrypted, bool hasLedger, FindingList findings)
{
    private const int BlockSize = 16;

    private static readonly string[] s_sidecars = ["-wal", "-shm", "-journal"];
    private static readonly string[] s_databases =
        [".db", ".sqlite", ".sqlite3", ".sqlitedb", ".storedata", .. s_sidecars];

    /// <summary>Checks a file.</summary>
    /// <param name="file">What is known of it.</param>
    /// <param name="rowsAreKnown">Whether a missing row means that there is none.</param>
    public void Check(JoinedFile file, bool rowsAreKnown)
    {
        bool isFile = file.Row?.Kind == FileKind.File;
        if (file.Stored is not StoredFile stored)
        {
            if (isFile || (file.Known is not null && file.Row is null))
            {
                // The ledger knows content without a row as well; nobody misses that.
                findings.Add(
                    FindingKind.PayloadMissing,
                    file.Row,
                    file.FileId,
                    string.Empty,
                    isFile || !rowsAreKnown ? null : FindingSeverity.Warning);
            }

            return;
        }

        if (!stored.IsFile)
        {
            findings.Add(FindingKind.PayloadIsLink, file.Row, file.FileId, string.Empty);
            return;
        }

        if (!isFile && rowsAreKnown)
        {
            findings.Add(FindingKind.OrphanFile, file.Row, file.FileId, $"{stored.Length} bytes");
        }

        CheckKnownLength(file, stored);
        bool hasBlocks = isFile ? file.Row!.IsEncrypted : isEncrypted == true && !rowsAreKnown;
        if (hasBlocks && stored.Length % BlockSize != 0)
        {
            findings.Add(FindingKind.StoredLengthInvalid, file.Row, file.FileId, $"{stored.Length} bytes");
        }
        else if (isFile)
        {
            CheckSize(file.Row!, stored.Length, file.Known?.Length == stored.Length);
        }
    }

    private void CheckKnownLength(JoinedFile file, StoredFile stored)
    {
        if (file.Known is { } known && known.Length != stored.Length)
        {
            findings.Add(
                FindingKind.LengthChanged, file.Row, file.FileId, $"{stored.Length} bytes instead of {known.Length}");
        }
        else if (file.Known is null && hasLedger)
        {
            findings.Add(FindingKind.NotInLedger, file.Row, file.FileId, $"{stored.Length} bytes");
        }
    }

    /// <summary>
    /// Phones state a size before they copy: databases often differ, other files sometimes do. Where the ledger
    /// vouches for the length, a difference is the phone's own.
    /// </summary>
    private void CheckSize(BackupFile row, long length, bool isVouchedFor)
    {
        bool fits = row.Size >= 0 && (row.IsEncrypted
            ? length == ((row.Size / BlockSize) + 1) * BlockSize || (length == 0 && row.Size == 0)
            : length == row.Size);
        if (!fits && (row.Flaws & (FileFlaws.RecordDamaged | FileFlaws.SizeMissing)) == 0)
        {
            FindingSeverity severity = isVouchedFor ? FindingSeverity.Information
                : IsEmptied(row, length) ? FindingSeverity.Error
                : IsOneOf(s_databases, row) ? FindingSeverity.Information
                : FindingSeverity.Warning;
            findings.Add(FindingKind.SizeDiffers, row, $"{length} bytes stored for {row.Size}", severity);
        }
    }

    /// <summary>
    /// Whether content is lost: nothing is stored of a file that was not empty. Only what lies beside a database may
    /// have become so while the phone copied that.
    /// </summary>
    private static bool IsEmptied(BackupFile row, long length) =>
        length == 0 && row.Size > 0 && !IsOneOf(s_sidecars, row);

    private static bool IsOneOf(string[] ends, BackupFile row) =>
        Array.Exists(ends, end => row.Name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}
