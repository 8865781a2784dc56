using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Makes the ledger of a staged backup: of files that arrived from what was hashed on the way, of files carried over
/// from the ledger before, and only of files that neither knows by reading them.
/// </summary>
internal sealed class LedgerBuilder(FileLayer files)
{
    private const int Shards = 256;

    /// <summary>
    /// Entries of the ledger before count only for files last written before this moment; null when they always count,
    /// because nobody but us has written.
    /// </summary>
    public DateTimeOffset? KeepsEntriesBefore { get; init; }

    /// <summary>Entries of what arrived that are held at once: 60 bytes each.</summary>
    public int MostEntries { get; init; } = 250_000;

    /// <summary>The files that had to be read, because nothing was known of them.</summary>
    public List<byte[]> Read { get; } = [];

    /// <summary>Stored files.</summary>
    public long FileCount { get; private set; }

    /// <summary>Their bytes.</summary>
    public long TotalSize { get; private set; }

    /// <summary>Writes the ledger.</summary>
    /// <param name="backup">The staged backup.</param>
    /// <param name="received">What arrived, in any order; later entries count. Gone through several times.</param>
    /// <param name="previous">The ledger of the generation it was cloned from; null when there is none.</param>
    /// <param name="target">The ledger's path.</param>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadDamaged"/>: a file on the disk is not as long as what arrived.
    /// </exception>
    public void Build(
        string backup, IEnumerable<LedgerEntry> received, string? previous, string target, CancellationToken stop)
    {
        int passes = Math.Min(Shards, (received.Count() / MostEntries) + 1);
        LedgerIndex arrived = new([]);
        int heldUpTo = 0;
        using IEnumerator<LedgerEntry> carried = ReadPrevious(previous).GetEnumerator();
        bool hasCarried = carried.MoveNext();
        using LedgerWriter writer = new(files, target);
        for (int shard = 0; shard < Shards; shard++)
        {
            stop.ThrowIfCancellationRequested();
            if (shard == heldUpTo)
            {
                heldUpTo = Math.Min(Shards, shard + ((Shards + passes - 1) / passes));
                arrived = Select(received, shard, heldUpTo);
            }

            foreach (FileInfo file in ShardFiles(backup, shard)
                .OrderBy(static file => file.Name, StringComparer.Ordinal))
            {
                byte[] id = Convert.FromHexString(file.Name);
                while (hasCarried && Compare(carried.Current.FileId, id) < 0)
                {
                    hasCarried = carried.MoveNext();
                }

                LedgerEntry? known = arrived.Find(id)
                    ?? (hasCarried && Compare(carried.Current.FileId, id) == 0 && IsUnchanged(carried.Current, file)
                        ? carried.Current
                        : null);
                if (known is null)
                {
                    Read.Add(id);
                }

                writer.Add(Check(known ?? Hash(id, file), file));
                FileCount++;
                TotalSize += file.Length;
            }
        }

        writer.Complete();
    }

    /// <summary>The entries of a ledger; none when there is no ledger or it is damaged.</summary>
    public static IEnumerable<LedgerEntry> ReadPrevious(string? path)
    {
        try
        {
            return path is not null && File.Exists(path) ? Ledger.Read(path) : [];
        }
        catch (EngineException e) when (e.Kind == ErrorKind.RepositoryInvalid)
        {
            // A ruined ledger is as good as none: the files are read instead.
            return [];
        }
    }

    /// <summary>The entries of some shards.</summary>
    private static LedgerIndex Select(IEnumerable<LedgerEntry> entries, int from, int to) =>
        new(entries.Where(entry => entry.FileId[0] >= from && entry.FileId[0] < to));

    private bool IsUnchanged(LedgerEntry entry, FileInfo file) =>
        entry.Length == file.Length
        && (KeepsEntriesBefore is not DateTimeOffset limit || IsOlder(file, limit));

    /// <summary>The end of the second that a stamp names.</summary>
    public static DateTimeOffset EndOf(DateTimeOffset stamp) => stamp.AddSeconds(1);

    /// <summary>
    /// Whether a file was neither written nor made since a moment: a copy may keep the time of writing, but not that of
    /// its making.
    /// </summary>
    public static bool IsOlder(FileInfo file, DateTimeOffset moment) =>
        file.LastWriteTimeUtc < moment && file.CreationTimeUtc < moment;

    /// <summary>The stored files whose names begin with one byte.</summary>
    public static IEnumerable<FileInfo> ShardFiles(string backup, int shard)
    {
        DirectoryInfo folder = new(
            Path.Combine(backup, shard.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));
        return !folder.Exists
            ? []
            : folder.EnumerateFiles().Where(static file => FileIds.IsValid(file.Name));
    }

    /// <summary>Reads a stored file.</summary>
    public static LedgerEntry Hash(byte[] id, FileInfo file)
    {
        using FileStream content = BackupFolder.OpenRead(file.FullName);
        using SHA256 hash = SHA256.Create();
        return new LedgerEntry(id, content.Length, hash.ComputeHash(content));
    }

    private static LedgerEntry Check(LedgerEntry entry, FileInfo file) => entry.Length == file.Length
        ? entry
        : throw new EngineException(
            ErrorKind.PayloadDamaged, $"{file.Name} has {file.Length} bytes where {entry.Length} arrived.")
        {
            Target = file.FullName,
        };

    private static int Compare(byte[] left, byte[] right) => left.AsSpan().SequenceCompareTo(right);
}
