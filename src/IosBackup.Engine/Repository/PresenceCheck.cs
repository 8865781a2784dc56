using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;

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

    /// <summary>
    /// Finds the first file that a backup's own list has and its folder lacks; null when there is none. False when the
    /// list cannot be read without a password.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/> and others.</exception>
    public static bool TryFindUnstored(string folder, out string? unstored, CancellationToken stop)
    {
        try
        {
            using Backup backup = Backup.Open(folder);
            unstored = backup.Files(stop: stop)
                .FirstOrDefault(file => file.Kind == FileKind.File && backup.Locate(file) == PayloadPlace.Missing)
                ?.FileId;
            return true;
        }
        catch (EngineException e) when (
            e.Kind is ErrorKind.BackupPasswordRequired or ErrorKind.FormatNotSupported)
        {
            unstored = null;
            return false;
        }
    }
}
