using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>A generation that a copy may share files with.</summary>
internal sealed class LinkSource
{
    private readonly string _folder;
    private readonly LedgerIndex _index;
    private readonly bool _reads;
    private readonly DateTimeOffset _noted;

    /// <param name="folder">The generation's folder.</param>
    /// <param name="ledger">Its ledger, which was written after the last of its files.</param>
    /// <param name="reads">Whether to read every file, not only those that were written to after the ledger.</param>
    public LinkSource(string folder, string ledger, bool reads)
    {
        _folder = folder;
        _index = new LedgerIndex(LedgerBuilder.ReadPrevious(ledger));
        _reads = reads;
        _noted = File.GetLastWriteTimeUtc(ledger);
    }

    /// <summary>The path of a stored file; null when it is not here, or no longer what it was.</summary>
    public string? Find(LedgerEntry wanted)
    {
        if (_index.Find(wanted.FileId) is not LedgerEntry known || !known.HasContentOf(wanted))
        {
            return null;
        }

        FileInfo file = new(Path.Combine(_folder, BackupFolder.ShardedName(Hex.Lower(wanted.FileId))));
        return file.Exists && !FileLinks.IsLink(file) && file.Length == wanted.Length
            && ((!_reads && LedgerBuilder.IsOlder(file, _noted)) || IsRead(file, wanted))
            ? file.FullName
            : null;
    }

    /// <summary>Whether a file can be read and is what is wanted: else it is brought from where it is whole.</summary>
    private static bool IsRead(FileInfo file, LedgerEntry wanted)
    {
        try
        {
            return LedgerBuilder.Hash(wanted.FileId, file).HasContentOf(wanted);
        }
        catch (Exception e) when (
            FileErrors.IsFileError(e) || e is EngineException { Kind: ErrorKind.BackupUnavailable })
        {
            return false;
        }
    }
}
