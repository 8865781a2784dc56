using System;
using System.Collections.Concurrent;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Opens content so that reading it proves it: its stored bytes are compared with those that came from the phone, by
/// the ledger of the backup's generation, else by the digest that some domains have in the manifest. Each ledger is
/// looked for once. Safe for several threads.
/// </summary>
public sealed class ContentProofs : IDisposable
{
    private const int Sha1Length = 20;

    private readonly ConcurrentDictionary<Backup, Lazy<LedgerLookup?>> _ledgers = new();

    /// <summary>
    /// Opens a file's content, decrypted. Whoever reads it to its end gets an error there when it is damaged.
    /// </summary>
    /// <param name="backup">The backup.</param>
    /// <param name="file">A regular file.</param>
    /// <exception cref="EngineException">
    /// All of <see cref="Backup.OpenRead(BackupFile, bool)"/>; <see cref="ErrorKind.PayloadDamaged"/> also while it is
    /// read.
    /// </exception>
    public Stream OpenRead(Backup backup, BackupFile file)
    {
        if (Expect(backup, file) is not byte[] expected)
        {
            return backup.OpenRead(file);
        }

        ProvedStream content = new(file, expected);
        try
        {
            content.Open(backup);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Closes the ledgers; what was opened can still be read.</summary>
    public void Dispose()
    {
        foreach (Lazy<LedgerLookup?> ledger in _ledgers.Values)
        {
            if (ledger.IsValueCreated)
            {
                ledger.Value?.Dispose();
            }
        }
    }

    private byte[]? Expect(Backup backup, BackupFile file)
    {
        LedgerLookup? ledger = _ledgers
            .GetOrAdd(backup, static one => new Lazy<LedgerLookup?>(() => FindLedger(one))).Value;
        byte[]? known = FileIds.IsValid(file.FileId) ? ledger?.Find(Convert.FromHexString(file.FileId))?.Sha256 : null;
        return known ?? (file.Digest.Length is Sha1Length or LedgerEntry.HashSize ? file.Digest.ToArray() : null);
    }

    private static LedgerLookup? FindLedger(Backup backup)
    {
        try
        {
            return RepositoryEvidence.Find(backup.Folder, backup.Status)?.LedgerPath is string path
                ? new LedgerLookup(path)
                : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            // The files are there without it; a test of the backup names its damage.
            return null;
        }
    }
}
