using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records.Contacts;

namespace IosBackup.Engine.Records;

/// <summary>
/// A backup that records are read from. For one thread at a time; several sources may share a backup.
/// </summary>
public sealed class RecordSource
{
    private readonly Action<RecordWarning>? _warn;
    private readonly HashSet<RecordWarning> _warned = [];
    private ContactNames? _names;

    /// <param name="backup">The backup; unlocked when it is encrypted. It stays the caller's to dispose.</param>
    /// <param name="warn">Gets what explains absent data, each once.</param>
    public RecordSource(Backup backup, Action<RecordWarning>? warn = null)
    {
        Backup = backup ?? throw new ArgumentNullException(nameof(backup));
        _warn = warn;
    }

    /// <summary>The backup.</summary>
    public Backup Backup { get; }

    /// <summary>The names of people by their numbers and addresses, read when they are first asked for.</summary>
    internal ContactNames Names(CancellationToken stop) => _names ??= ContactNames.Read(this, stop);

    /// <summary>Says, once, why data are absent.</summary>
    internal void Warn(RecordWarningKind kind, string store, long? count = null)
    {
        RecordWarning warning = new(kind, store, Backup.FolderPath, count);
        if (_warned.Add(warning))
        {
            _warn?.Invoke(warning);
        }
    }

    /// <summary>Opens the first store of a kind; null, without a warning, when there is none.</summary>
    /// <exception cref="EngineException">As for <see cref="RecordReader{TRecord, TQuery}.Read"/>.</exception>
    internal RecordStore? TryOpen(StoreDefinition definition, CancellationToken stop) =>
        Find(definition, stop).FirstOrDefault() is BackupFile file
            ? RecordStore.Open(this, definition, file, stop)
            : null;

    /// <summary>
    /// Opens the stores of a kind in turn; warns when there is none. Each is the caller's to dispose.
    /// </summary>
    /// <param name="definition">The kind.</param>
    /// <param name="fail">Gets what is wrong with a store that cannot be opened.</param>
    /// <param name="stop">Stops at once.</param>
    internal IEnumerable<RecordStore> OpenAll(
        StoreDefinition definition, Action<EngineException> fail, CancellationToken stop)
    {
        IReadOnlyList<BackupFile> files = [.. Find(definition, stop)];
        if (files.Count == 0)
        {
            WarnMissing(definition);
        }

        foreach (BackupFile file in definition.HasMany ? files : files.Take(1))
        {
            RecordStore? store = null;
            try
            {
                store = RecordStore.Open(this, definition, file, stop);
            }
            catch (EngineException e) when (IsDamage(e))
            {
                fail(e);
            }

            if (store is not null)
            {
                yield return store;
            }
        }
    }

    /// <summary>Says why a backup has no such store.</summary>
    internal void WarnMissing(StoreDefinition definition) => Warn(
        definition.IsInEncryptedBackupsOnly && !Backup.IsEncrypted
            ? RecordWarningKind.NotInUnencryptedBackups
            : RecordWarningKind.StoreMissing,
        definition.Name);

    /// <summary>The whole content of a small file; null when the backup has none, or one that is too large.</summary>
    /// <exception cref="EngineException">As for <see cref="Backups.Backup.OpenRead(BackupFile, bool)"/>.</exception>
    internal byte[]? TryReadAll(BackupFile? file, int longest = 64 * 1024 * 1024)
    {
        if (file is not { Kind: FileKind.File })
        {
            return null;
        }

        using Stream content = Backup.OpenRead(file);
        if (content.Length > longest)
        {
            return null;
        }

        byte[] bytes = new byte[content.Length];
        content.ReadExactly(bytes, 0, bytes.Length);
        return bytes;
    }

    /// <summary>Finds the files of a kind of store, each once, the best place first.</summary>
    internal IEnumerable<BackupFile> Find(StoreDefinition definition, CancellationToken stop)
    {
        HashSet<string> found = [];
        foreach (StorePlace place in definition.Places)
        {
            if (Backup.Find(place.Domain, place.RelativePath) is { Kind: FileKind.File } file && found.Add(file.FileId))
            {
                yield return file;
            }
        }

        if (definition.Elsewhere is BackupFileQuery query)
        {
            foreach (BackupFile file in Backup.Files(query with { Kinds = FileKind.File }, stop).ToList())
            {
                if (found.Add(file.FileId))
                {
                    yield return file;
                }
            }
        }
    }

    /// <summary>Whether an error is about one store alone, so that others can be read.</summary>
    internal static bool IsDamage(EngineException error) => error.Kind is ErrorKind.DatabaseDamaged
        or ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged or ErrorKind.ClassKeyMissing;
}
