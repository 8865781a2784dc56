using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Brings the stored files of a generation into the staging of another repository. A file that the other repository has
/// already, by name, length and SHA-256, is linked; everything else travels and is hashed on the way.
/// </summary>
internal sealed class GenerationCopy(FileLayer files, StagedRun staged, IProgress<CopyProgress>? progress)
{
    private const int BufferSize = 1024 * 1024;
    private const int ProgressStep = 64;

    private readonly byte[] _buffer = new byte[BufferSize];

    /// <summary>Files that had to travel.</summary>
    public long FilesCopied { get; private set; }

    /// <summary>Their bytes.</summary>
    public long BytesCopied { get; private set; }

    /// <summary>Files that were there already.</summary>
    public long FilesLinked { get; private set; }

    /// <summary>
    /// Whether nothing tells if everything has come: no ledger, and the backup's own list is encrypted.
    /// </summary>
    public bool IsUnproved { get; private set; }

    /// <summary>
    /// The ledger of an earlier copy, which this one replaces: where the source has none, it tells what came then, and
    /// keeps a worse copy from taking the place of a bad one. Null when there is none.
    /// </summary>
    public string? Witness { get; init; }

    /// <summary>Brings everything.</summary>
    /// <param name="source">The generation's folder.</param>
    /// <param name="ledger">What the source's repository knows of its files; null when nothing.</param>
    /// <param name="known">Generations of the other repository to link from.</param>
    /// <param name="stop">Ends the work; what has arrived is kept for the next attempt.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadDamaged"/>: a file of the source is not what its ledger says, or a link;
    /// <see cref="ErrorKind.PayloadMissing"/>; <see cref="ErrorKind.ManifestDamaged"/>;
    /// <see cref="ErrorKind.BackupUnavailable"/>: the source cannot be read; and others.
    /// </exception>
    public void Run(
        string source, string? ledger, IReadOnlyList<LinkSource> known, CancellationToken stop)
    {
        if (FileErrors.WhileReading(source, () => GenerationFiles.FindLink(source)) is string link)
        {
            throw new EngineException(ErrorKind.PayloadDamaged, "It is a link, not a file.") { Target = link };
        }

        if (ledger is null)
        {
            IsUnproved = !PresenceCheck.TryFindUnstored(source, out string? unstored, stop);
            Require(unstored is null, source, $"The source lacks {unstored}, which its manifest lists.");
        }

        LedgerIndex? expected = ledger is not null
            ? FileErrors.WhileReading(ledger, () => new LedgerIndex(Ledger.Read(ledger)))
            : Witness is null ? null : new LedgerIndex(Ledger.Read(Witness));
        LedgerIndex arrived = staged.ReadReceived();
        files.CreateDirectory(staged.Incoming);
        List<string> folders = FileErrors.WhileReading(source, () => GenerationFiles.Folders(source).ToList());
        foreach (string folder in folders)
        {
            files.CreateDirectory(GenerationFiles.InPlaceOf(source, folder, staged.Backup));
        }

        foreach (string path in folders.SelectMany(folder => FileErrors.WhileReading(
            folder, () => GenerationFiles.In(source, folder).Select(static file => file.FullName).ToList())))
        {
            stop.ThrowIfCancellationRequested();
            string target = GenerationFiles.InPlaceOf(source, path, staged.Backup);
            Bring(path, target, expected, arrived, known, stop);
            if ((FilesCopied + FilesLinked) % ProgressStep == 0)
            {
                progress?.Report(new CopyProgress(FilesCopied, BytesCopied, FilesLinked));
            }
        }

        RequireAll(source, ledger ?? Witness, stop);
    }

    /// <summary>A copy that lacks what the ledger lists would hide that the source has lost it.</summary>
    private void RequireAll(string source, string? ledger, CancellationToken stop)
    {
        foreach (LedgerEntry entry in ledger is null ? [] : Ledger.Read(ledger))
        {
            stop.ThrowIfCancellationRequested();
            string id = Hex.Lower(entry.FileId);
            bool arrived = File.Exists(Path.Combine(staged.Backup, BackupFolder.ShardedName(id)));
            Require(arrived, source, $"The source lacks {id}, which a ledger of it lists.");
        }
    }

    private static void Require(bool isThere, string source, string missing)
    {
        if (!isThere)
        {
            throw new EngineException(ErrorKind.PayloadMissing, missing) { Target = source };
        }
    }

    private void Bring(
        string path,
        string target,
        LedgerIndex? expected,
        LedgerIndex arrived,
        IReadOnlyList<LinkSource> known,
        CancellationToken stop)
    {
        string name = Path.GetFileName(path);
        if (!FileIds.IsValid(name))
        {
            Copy(path, target, stop);
            return;
        }

        byte[] id = Convert.FromHexString(name);
        LedgerEntry? wanted = expected?.Find(id);
        if (wanted is LedgerEntry entry && (IsThere(target, entry, arrived.Find(id)) || TryLink(entry, target, known)))
        {
            FilesLinked++;
            return;
        }

        Copy(path, target, stop, wanted);
    }

    private static bool IsThere(string target, LedgerEntry wanted, LedgerEntry? arrived) =>
        arrived is LedgerEntry entry && entry.HasContentOf(wanted)
        && new FileInfo(target) is { Exists: true } file && file.Length == wanted.Length;

    private bool TryLink(LedgerEntry wanted, string target, IReadOnlyList<LinkSource> known)
    {
        string? found = known.Select(other => other.Find(wanted)).FirstOrDefault(static path => path is not null);
        if (found is null)
        {
            return false;
        }

        files.DeleteFile(target);
        staged.Clone(found, target);
        staged.Note(Hex.Lower(wanted.FileId), wanted.Length, wanted.Sha256);
        return true;
    }

    private void Copy(string path, string target, CancellationToken stop, LedgerEntry? wanted = null)
    {
        string name = Path.GetFileName(path);
        string temporary = Path.Combine(staged.Incoming, name);
        files.DeleteFile(temporary);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = 0;
        using (FileStream source = BackupFolder.OpenRead(path))
        using (Stream copy = FileIds.IsValid(name) ? files.CreatePayload(temporary) : files.CreateNew(temporary))
        {
            while (FileErrors.WhileReading(path, () => source.Read(_buffer, 0, _buffer.Length)) is > 0 and int read)
            {
                stop.ThrowIfCancellationRequested();
                files.Write(copy, _buffer, read);
                hash.AppendData(_buffer, 0, read);
                length += read;
            }
        }

        byte[] sha256 = hash.GetHashAndReset();
        if (wanted is LedgerEntry known && !known.HasContentOf(new LedgerEntry(known.FileId, length, sha256)))
        {
            throw new EngineException(ErrorKind.PayloadDamaged, $"{name} is not what was backed up.") { Target = path };
        }

        staged.Note(name, length, sha256);
        files.MoveFile(temporary, target);
        FilesCopied++;
        BytesCopied += length;
    }
}
