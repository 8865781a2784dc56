using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Finds out whether a generation still has what its ledger lists, by names and lengths alone: what is gone from it
/// would be missing in every generation that builds on it, and without the password nobody else would see that.
/// </summary>
internal static class PresenceCheck
{
    /// <summary>The first file that is missing or has another length; null when there is none.</summary>
    /// <param name="folder">The generation's folder.</param>
    /// <param name="ledger">Its ledger; where there is none, or a damaged one, nothing is known.</param>
    /// <param name="stop">Ends the work.</param>
    public static string? FindLost(string folder, string? ledger, CancellationToken stop)
    {
        Dictionary<string, long> present = [];
        int shard = -1;
        foreach (LedgerEntry entry in LedgerBuilder.ReadPrevious(ledger))
        {
            if (entry.FileId[0] != shard)
            {
                stop.ThrowIfCancellationRequested();
                shard = entry.FileId[0];
                present = LedgerBuilder.ShardFiles(folder, shard)
                    .ToDictionary(static file => file.Name, static file => file.Length, StringComparer.Ordinal);
            }

            string name = Hex.Lower(entry.FileId);
            if (!present.TryGetValue(name, out long length) || length != entry.Length)
            {
                return BackupFolder.ShardedName(name);
            }
        }

        return null;
    }
}
