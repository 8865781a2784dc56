using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Repository;

/// <content>What damage is mended, and what is left alone.</content>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Puts damaged metadata of the newest generation back from its copies, if the files it tells of are still there:
    /// metadata over another tool's half-done update would make a mixture that looks whole.
    /// </summary>
    private void RepairNewest()
    {
        if (Newest is not { Record: GenerationRecord record } newest
            || MetadataCopies.AreIntact(record.Metadata, newest.Path))
        {
            return;
        }

        if (HoldsPayloads(newest.Path, record))
        {
            Repaired = MetadataCopies.Repair(
                _files, record.Metadata, _layout.Generation(record.Stamp), newest.Path);
        }
    }

    private bool HoldsPayloads(string folder, GenerationRecord record)
    {
        DateTimeOffset? committed = RepositoryLayout.ParseStamp(record.Stamp);
        string ledger = LedgerPath(_layout.Generation(record.Stamp));
        try
        {
            return committed is DateTimeOffset moment && File.Exists(ledger)
                && Ledger.Read(ledger).All(entry => IsAsIn(entry, folder, moment));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.RepositoryInvalid)
        {
            return false;
        }
    }

    /// <summary>
    /// Whether a stored file is what a ledger says. Files that nobody has written to since are believed; the others are
    /// read.
    /// </summary>
    private static bool IsAsIn(LedgerEntry entry, string folder, DateTimeOffset committed)
    {
        FileInfo file = new(Path.Combine(folder, BackupFolder.ShardedName(Hex.Lower(entry.FileId))));
        if (!file.Exists || file.Length != entry.Length)
        {
            return false;
        }

        if (LedgerBuilder.IsOlder(file, LedgerBuilder.EndOf(committed)))
        {
            return true;
        }

        using FileStream content = BackupFolder.OpenRead(file.FullName);
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(content).AsSpan().SequenceEqual(entry.Sha256);
    }

    /// <summary>
    /// The older generations in which files are no longer what they were, of those that another tool has written. Where
    /// generations share files by hard links, a tool that writes into a file instead of replacing it writes into all.
    /// </summary>
    private List<string> FindDamaged(List<byte[]> written)
    {
        List<string> damaged = [];
        foreach (Generation generation in _repository.Generations(_layout.Udid).Where(static g => !g.IsNewest))
        {
            if (written.Count == 0 || LedgerOf(generation) is not string ledger
                || RepositoryLayout.ParseStamp(generation.Record!.Stamp) is not DateTimeOffset committed)
            {
                continue;
            }

            LedgerIndex index = new(LedgerBuilder.ReadPrevious(ledger));
            if (written.Any(id => index.Find(id) is LedgerEntry entry && !IsAsIn(entry, generation.Path, committed)))
            {
                damaged.Add(generation.Path);
            }
        }

        return damaged;
    }
}
