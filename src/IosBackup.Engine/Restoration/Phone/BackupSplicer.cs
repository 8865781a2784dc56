using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>
/// Puts items of other backups into a backup that nobody else uses: content under the keys of its own keybag, digests
/// where phones want them, the folders above, and databases always together with what belongs to them.
/// </summary>
internal sealed class BackupSplicer
{
    private const ulong FirstInode = 1UL << 52;

    private const string Log = "-wal";

    private static readonly string[] s_companions = [Log, "-shm", "-journal"];
    private static readonly byte[] s_databaseMark = Encoding.ASCII.GetBytes("SQLite format 3\0");

    private readonly FileLayer _files;
    private readonly Backup _target;
    private readonly ClassKeys? _keys;
    private readonly Dictionary<string, BackupFile> _added = new(StringComparer.Ordinal);
    private ulong _inode = FirstInode;

    /// <param name="files">The file system.</param>
    /// <param name="target">The backup that is changed; unlocked when it is encrypted.</param>
    /// <param name="keys">Its open keybag; null when it is not encrypted.</param>
    public BackupSplicer(FileLayer files, Backup target, ClassKeys? keys)
    {
        _files = files;
        _target = target;
        _keys = keys;
    }

    /// <summary>The items with what belongs to them: a database, its log and its index are one thing.</summary>
    public static IReadOnlyList<RestoreItem> Complete(IEnumerable<RestoreItem> items)
    {
        Dictionary<string, RestoreItem> complete = new(StringComparer.Ordinal);
        foreach (RestoreItem item in items)
        {
            complete[item.File.FileId] = item;
            if (item.File.Kind != FileKind.File)
            {
                continue;
            }

            string stem = StemOf(item.File.RelativePath);
            foreach (string path in s_companions.Select(suffix => stem + suffix).Prepend(stem))
            {
                if (item.Source.Find(item.File.Domain, path) is { Kind: FileKind.File } companion)
                {
                    complete[companion.FileId] = item with { File = companion };
                }
            }
        }

        return [.. complete.Values];
    }

    /// <summary>Puts items into the backup.</summary>
    /// <param name="items">The items, as <see cref="Complete"/> returns them.</param>
    /// <param name="stop">Ends the work, and leaves a backup that is of no use.</param>
    /// <returns>The items that were put in, as they are now.</returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadMissing"/>, <see cref="ErrorKind.PayloadDamaged"/>: an item is not whole;
    /// <see cref="ErrorKind.UnsafePath"/> and file errors.
    /// </exception>
    public IReadOnlyCollection<BackupFile> Splice(IReadOnlyList<RestoreItem> items, CancellationToken stop)
    {
        using ContentProofs proofs = new();
        HashSet<string> given = new(items.Select(static item => item.File.FileId), StringComparer.Ordinal);
        foreach (RestoreItem item in items)
        {
            stop.ThrowIfCancellationRequested();
            EntryPaths.Require(item.File.Domain, item.File.RelativePath);
            AddAncestors(item);
            if (item.File.Kind != FileKind.File)
            {
                _added[item.File.FileId] = Entry(item.File);
                continue;
            }

            Store(item.File, proofs.OpenRead(item.Source, item.File));
            if (IsDatabase(item))
            {
                EmptyCompanions(item.File, given);
            }
        }

        WriteManifest(stop);
        return _added.Values;
    }

    private static string StemOf(string path)
    {
        string? suffix = s_companions.FirstOrDefault(suffix => path.EndsWith(suffix, StringComparison.Ordinal));
        return suffix is null ? path : path.Substring(0, path.Length - suffix.Length);
    }

    private BackupFile Entry(BackupFile file) => file with
    {
        Inode = _inode++,
        EncryptionKey = default,
        Digest = default,
    };

    private void Store(BackupFile file, Stream content)
    {
        bool hasDigest = DomainRules.HasDigests(file.Domain)
            || _target.Find(file.Domain, file.RelativePath) is { Digest.IsEmpty: false };
        using FileKey? key = _keys?.NewKey(file.ProtectionClass);
        using PayloadStream payload = new(content, key);
        string path = Path.Combine(_target.FolderPath, BackupFolder.ShardedName(file.FileId));
        try
        {
            _files.CreateDirectory(Path.GetDirectoryName(path)!);
            ManifestReplacement.Replace(_files, path, payload);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, path);
        }

        _added[file.FileId] = file with
        {
            Inode = _inode++,
            Size = payload.ContentLength,
            EncryptionKey = key?.Wrapped ?? default,
            Digest = hasDigest ? payload.Digest : default,
        };
    }

    private static bool IsDatabase(RestoreItem item)
    {
        using Stream content = item.Source.OpenRead(item.File);
        byte[] head = new byte[s_databaseMark.Length];
        return content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length
            && head.AsSpan().SequenceEqual(s_databaseMark);
    }

    /// <summary>
    /// Empties what belongs to the database that is replaced. A log that stayed on the phone would be applied to the
    /// database that comes in its place, whether the phone's backup lists it or not; an empty one is no log.
    /// </summary>
    private void EmptyCompanions(BackupFile database, HashSet<string> given)
    {
        foreach (string suffix in s_companions)
        {
            string path = database.RelativePath + suffix;
            string id = FileIds.Compute(database.Domain, path);
            if (!given.Contains(id) && (suffix == Log || _target.FindById(id) is not null))
            {
                BackupFile empty = database with { FileId = id, RelativePath = path, ExtendedAttributes = default };
                Store(empty, Stream.Null);
            }
        }
    }

    /// <summary>Adds the folders above an item that the backup does not have yet.</summary>
    private void AddAncestors(RestoreItem item)
    {
        for (string? path = EntryPaths.ParentOf(item.File.RelativePath);
            path is not null && _target.Find(item.File.Domain, path) is null;
            path = EntryPaths.ParentOf(path))
        {
            string id = FileIds.Compute(item.File.Domain, path);
            if (!_added.ContainsKey(id))
            {
                _added[id] = Entry(item.Source.FindById(id)
                    ?? BackupWriter.NewDirectory(item.File.Domain, path, DateTimeOffset.UtcNow));
            }
        }
    }

    private void WriteManifest(CancellationToken stop)
    {
        using PrivateFolder scratch = PrivateFolder.Create();
        string plain = scratch[ManifestDatabase.FileName];
        using (ManifestWriter writer = ManifestWriter.Create(plain))
        {
            _target.CopyRows(writer, (domain, path, _) => !_added.ContainsKey(FileIds.Compute(domain, path)), stop);
            foreach (BackupFile file in _added.Values)
            {
                writer.Add(file);
            }

            writer.Finish();
        }

        ManifestReplacement.Replace(_files, _target, plain, _keys);
    }
}
