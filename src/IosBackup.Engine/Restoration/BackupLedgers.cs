using System;
using System.Collections.Concurrent;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Restoration;

/// <summary>The ledgers of the backups that are read, each looked for once. Safe for several threads.</summary>
internal sealed class BackupLedgers : IDisposable
{
    private readonly ConcurrentDictionary<Backup, Lazy<LedgerLookup?>> _found = new();

    /// <summary>The ledger of a backup; null when it has none, or none that can be trusted.</summary>
    public LedgerLookup? Of(Backup backup) =>
        _found.GetOrAdd(backup, static one => new Lazy<LedgerLookup?>(() => Find(one))).Value;

    public void Dispose()
    {
        foreach (Lazy<LedgerLookup?> ledger in _found.Values)
        {
            if (ledger.IsValueCreated)
            {
                ledger.Value?.Dispose();
            }
        }
    }

    private static LedgerLookup? Find(Backup backup)
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
