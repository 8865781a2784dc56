using System;
using System.Collections.Generic;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Verification;

/// <summary>All that is known under one id.</summary>
/// <param name="FileId">The id.</param>
/// <param name="Row">What the manifest says; null when it has no such row.</param>
/// <param name="Stored">What lies in the folder; null when nothing does.</param>
/// <param name="Known">What the repository's ledger says; null when it knows nothing of it.</param>
internal sealed record JoinedFile(string FileId, BackupFile? Row, StoredFile? Stored, LedgerEntry? Known)
{
    /// <summary>Brings the three sources, each in the order of ids, together in one pass.</summary>
    public static IEnumerable<JoinedFile> Join(
        Func<BackupFile?> nextRow, IEnumerable<StoredFile> storedFiles, IEnumerable<LedgerEntry> ledger)
    {
        using IEnumerator<StoredFile> stored = storedFiles.GetEnumerator();
        using IEnumerator<LedgerEntry> known = ledger.GetEnumerator();
        BackupFile? row = nextRow();
        StoredFile? file = Next(stored);
        LedgerEntry? entry = Next(known);
        string? entryId = IdOf(entry);
        while (Least(Least(row?.FileId, file?.FileId), entryId) is string id)
        {
            JoinedFile joined = new(
                id, row?.FileId == id ? row : null, file?.FileId == id ? file : null, entryId == id ? entry : null);
            yield return joined;
            row = joined.Row is null ? row : nextRow();
            file = joined.Stored is null ? file : Next(stored);
            if (joined.Known is not null)
            {
                entry = Next(known);
                entryId = IdOf(entry);
            }
        }
    }

    private static T? Next<T>(IEnumerator<T> source)
        where T : struct => source.MoveNext() ? source.Current : null;

    private static string? IdOf(LedgerEntry? entry) => entry is LedgerEntry present ? Hex.Lower(present.FileId) : null;

    private static string? Least(string? left, string? right) =>
        left is null || (right is not null && string.CompareOrdinal(right, left) < 0) ? right : left;
}
