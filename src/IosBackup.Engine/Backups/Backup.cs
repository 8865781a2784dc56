using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Backups;

/// <summary>
/// A backup in its folder, open for reading; nothing in the folder is ever written. Listing is for one thread at a
/// time, content may be read by many.
/// </summary>
public sealed class Backup : IDisposable
{
    private const int LongestProperties = 64 * 1024 * 1024;
    private const int LongestStatus = 1024 * 1024;

    private readonly BackupFolder _folder;
    private readonly Lazy<BackupInfo?> _info;
    private readonly Lazy<Keybag> _keybag;
    private readonly object _gate = new();
    private ClassKeys? _keys;
    private ClassKeys? _ownedKeys;
    private FileKey? _manifestKey;
    private IManifest? _manifest;

    private Backup(BackupFolder folder, BackupFormat format, BackupProperties properties, BackupStatus? status)
    {
        _folder = folder;
        Format = format;
        Properties = properties;
        Status = status;
        _info = new Lazy<BackupInfo?>(ReadInfo);
        _keybag = new Lazy<Keybag>(ReadKeybag);
    }

    /// <summary>The backup's files.</summary>
    internal BackupFolder Folder => _folder;

    /// <summary>The backup's folder.</summary>
    public string FolderPath => _folder.Path;

    /// <summary>The form in which the backup lists its files.</summary>
    public BackupFormat Format { get; }

    /// <summary>What the device said about the backup.</summary>
    public BackupProperties Properties { get; }

    /// <summary>What the device said at the end of its last run; null when that is missing or malformed.</summary>
    public BackupStatus? Status { get; }

    /// <summary>What the host wrote about the device; null when that is missing or malformed.</summary>
    public BackupInfo? Info => _info.Value;

    /// <summary>The device's UDID, from what device and host wrote, else the folder's name.</summary>
    public string Udid => Properties.UniqueDeviceId ?? Info?.TargetIdentifier ?? Info?.UniqueIdentifier
        ?? Path.GetFileName(FolderPath.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar));

    /// <summary>
    /// Identifies the run that made the backup: its UUID, else the time the device wrote. Null when neither is there.
    /// </summary>
    public string? RunId => Status?.Uuid
        ?? (Status?.Date ?? Properties.Date)?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>Whether the last run ended well. A run that broke leaves a mixture of two states.</summary>
    public bool IsFinished => Status?.IsFinished ?? false;

    /// <summary>Whether the backup is encrypted.</summary>
    public bool IsEncrypted => Properties.IsEncrypted;

    /// <summary>Whether everything can be read: not encrypted, or keys are there.</summary>
    public bool IsUnlocked => !IsEncrypted || _keys is not null;

    /// <summary>
    /// Identifies the keybag; <see cref="ClassKeys"/> may be cached under it, as generations of a phone often share
    /// one.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.KeybagDamaged"/>.</exception>
    public string KeybagId => _keybag.Value.Id;

    /// <summary>How the manifest's stored form ends. Opens the manifest when it is not open yet.</summary>
    /// <exception cref="EngineException">As for <see cref="Files"/>.</exception>
    public ManifestEnding ManifestEnding => Manifest(CancellationToken.None).Ending;

    /// <summary>Opens a backup. Reads little; the manifest is opened when files are asked for.</summary>
    /// <param name="folder">The folder that holds Manifest.plist.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NotABackup"/>; <see cref="ErrorKind.FormatNotSupported"/>: of iOS 4 or earlier;
    /// <see cref="ErrorKind.BackupIncomplete"/>: without a manifest; <see cref="ErrorKind.ManifestDamaged"/>;
    /// <see cref="ErrorKind.BackupUnavailable"/>: the folder cannot be read.
    /// </exception>
    public static Backup Open(string folder)
    {
        BackupFolder files = new(Path.GetFullPath(folder));
        BackupFormat format = files.Detect();
        byte[] bytes = files.TryReadAll(BackupProperties.FileName, LongestProperties)
            ?? throw new EngineException(ErrorKind.ManifestDamaged, "Manifest.plist is missing.") { Target = folder };
        BackupProperties properties = BackupProperties.Parse(bytes);
        if (format == BackupFormat.Database && properties.IsEncrypted && properties.ManifestKey.IsEmpty)
        {
            format = BackupFormat.WeaklyEncryptedDatabase;
        }

        return new Backup(files, format, properties, ReadStatus(files));
    }

    /// <summary>
    /// Derives the keys of the backup, for this one and others with the same <see cref="KeybagId"/>. Takes seconds.
    /// </summary>
    /// <returns>The keys; the caller disposes them.</returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupPasswordIncorrect"/>, <see cref="ErrorKind.KeybagDamaged"/>,
    /// <see cref="ErrorKind.NotEncrypted"/>, <see cref="ErrorKind.FormatNotSupported"/>: of iOS 10.0 or 10.1.
    /// </exception>
    public ClassKeys DeriveKeys(BackupPassword password)
    {
        RequireEncrypted();
        return _keybag.Value.Unlock(password);
    }

    /// <summary>Unlocks the backup with its password. Takes seconds.</summary>
    /// <exception cref="EngineException">
    /// As for <see cref="DeriveKeys"/>; <see cref="ErrorKind.ManifestDamaged"/>,
    /// <see cref="ErrorKind.ClassKeyMissing"/>: the manifest's key does not open.
    /// </exception>
    public void Unlock(BackupPassword password)
    {
        ClassKeys keys = DeriveKeys(password);
        try
        {
            Unlock(keys);
            _ownedKeys?.Dispose();
            _ownedKeys = keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }

    /// <summary>Unlocks the backup with keys that were derived before. They stay the caller's to dispose.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: the keys are another keybag's; else as for
    /// <see cref="Unlock(BackupPassword)"/>.
    /// </exception>
    public void Unlock(ClassKeys keys)
    {
        RequireEncrypted();
        if ((keys ?? throw new ArgumentNullException(nameof(keys))).KeybagId != KeybagId)
        {
            throw new EngineException(ErrorKind.InvalidArgument, "The keys are those of another keybag.")
            {
                Target = FolderPath,
            };
        }

        FileKey? manifestKey = Properties.ManifestKey.IsEmpty ? null : keys.Open(Properties.ManifestKey.Span);
        lock (_gate)
        {
            _manifestKey?.Dispose();
            _manifestKey = manifestKey;
            _keys = keys;
        }
    }

    /// <summary>
    /// Streams the files of the backup. The first comes at once and memory does not grow, however many there are. Rows
    /// that a broken run left without content are passed over.
    /// </summary>
    /// <param name="query">Which files; all when null.</param>
    /// <param name="stop">Stops at once, also within a long search.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupPasswordRequired"/>, <see cref="ErrorKind.ManifestDamaged"/>,
    /// <see cref="ErrorKind.FormatNotSupported"/>: encrypted by iOS 10.0 or 10.1,
    /// <see cref="ErrorKind.DestinationFull"/>: no room for the decrypted manifest.
    /// </exception>
    public IEnumerable<BackupFile> Files(BackupFileQuery? query = null, CancellationToken stop = default) =>
        OfTypes(Manifest(stop).Files(query ?? BackupFileQuery.All, stop), query);

    /// <summary>
    /// Streams the files of the backup in the order of their ids, which is the same in all backups. Slower than
    /// <see cref="Files"/>, because they do not lie in that order.
    /// </summary>
    /// <exception cref="EngineException">As for <see cref="Files"/>.</exception>
    public IEnumerable<BackupFile> FilesById(BackupFileQuery? query = null, CancellationToken stop = default) =>
        OfTypes(Manifest(stop).FilesById(query ?? BackupFileQuery.All, stop), query);

    /// <summary>The names of all domains in the backup, in order.</summary>
    /// <exception cref="EngineException">As for <see cref="Files"/>.</exception>
    public IReadOnlyList<string> Domains(CancellationToken stop = default) => Manifest(stop).Domains(stop);

    /// <summary>Counts the entries of the backup.</summary>
    /// <exception cref="EngineException">As for <see cref="Files"/>.</exception>
    public ManifestCounts Count(CancellationToken stop = default) => Manifest(stop).Count(stop);

    /// <summary>The entry at a path; null when there is none.</summary>
    /// <exception cref="EngineException">As for <see cref="Files"/>.</exception>
    public BackupFile? Find(string domain, string relativePath) =>
        FindById(FileIds.Compute(domain, relativePath)) is BackupFile file
        && file.Domain == domain && file.RelativePath == relativePath ? file : null;

    /// <summary>The entry with an id; null when there is none.</summary>
    /// <exception cref="EngineException">As for <see cref="Files"/>.</exception>
    public BackupFile? FindById(string fileId) => Manifest(CancellationToken.None).Find(fileId);

    /// <summary>Where the stored bytes of a file lie.</summary>
    public PayloadPlace Locate(BackupFile file) => _folder.Locate(file.FileId);

    /// <summary>Opens a file's bytes as they are stored.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadMissing"/>, <see cref="ErrorKind.PayloadDamaged"/>: a link lies in their place,
    /// <see cref="ErrorKind.UnsafePath"/>: the id is none,
    /// <see cref="ErrorKind.BackupUnavailable"/>: they cannot be read.
    /// </exception>
    public Stream OpenStored(BackupFile file)
    {
        try
        {
            return _folder.OpenPayload(file.FileId);
        }
        catch (EngineException e) when (
            e.Kind is ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged or ErrorKind.UnsafePath)
        {
            // The folder knows ids alone; people know their files by name.
            throw new EngineException(e.Kind, e.Message, e) { Target = file.ToString() };
        }
    }

    /// <summary>Opens a file's content, decrypted. The stream is seekable and holds little of it.</summary>
    /// <param name="file">A regular file.</param>
    /// <param name="salvage">
    /// Whether to give all whole blocks of damaged content, instead of an error: without a valid padding nobody knows
    /// where the content ends.
    /// </param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: not a regular file; <see cref="ErrorKind.BackupPasswordRequired"/>;
    /// <see cref="ErrorKind.PayloadMissing"/>; <see cref="ErrorKind.PayloadDamaged"/>, also while it is read;
    /// <see cref="ErrorKind.ManifestDamaged"/>: the file's record or key is damaged;
    /// <see cref="ErrorKind.ClassKeyMissing"/>.
    /// </exception>
    public Stream OpenRead(BackupFile file, bool salvage = false) => OpenRead(file, salvage, static stored => stored);

    /// <inheritdoc cref="OpenRead(BackupFile, bool)"/>
    /// <param name="file">A regular file.</param>
    /// <param name="salvage">Whether to give damaged content.</param>
    /// <param name="watch">Gets the stored bytes, and gives the stream to read them from.</param>
    internal Stream OpenRead(BackupFile file, bool salvage, Func<Stream, Stream> watch)
    {
        if (file.Kind != FileKind.File)
        {
            throw new EngineException(ErrorKind.InvalidArgument, "Only regular files have content.")
            {
                Target = file.ToString(),
            };
        }

        if ((file.Flaws & FileFlaws.RecordDamaged) != 0)
        {
            throw new EngineException(ErrorKind.ManifestDamaged, "The file's record is damaged.")
            {
                Target = file.ToString(),
            };
        }

        if (!IsEncrypted || !file.IsEncrypted)
        {
            return watch(OpenStored(file));
        }

        ClassKeys keys = _keys ?? throw PasswordRequired();
        using FileKey key = keys.Open(file.EncryptionKey.Span);
        return new CbcDecryptStream(watch(OpenStored(file)), key, salvage ? CbcPadding.Kept : CbcPadding.Required);
    }

    /// <summary>Closes the manifest and forgets the keys.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _manifest?.Dispose();
            _folder.Dispose();
            _manifestKey?.Dispose();
            _ownedKeys?.Dispose();
            _manifest = null;
            _manifestKey = null;
            _keys = null;
        }
    }

    /// <summary>Copies the manifest's rows as they are; only a manifest that is a database can do that.</summary>
    internal void CopyRows(ManifestWriter target, Func<string, string, FileKind, bool> keep, CancellationToken stop)
    {
        if (Manifest(stop) is not ManifestDatabase database)
        {
            throw new EngineException(ErrorKind.FormatNotSupported, "The manifest is no database.")
            {
                Target = FolderPath,
            };
        }

        database.CopyRows(target, keep, stop);
    }

    /// <inheritdoc cref="IManifest.Rows"/>
    internal IEnumerable<BackupFile> Rows(CancellationToken stop) => Manifest(stop).Rows(stop);

    /// <inheritdoc cref="IManifest.FindFaults"/>
    internal IReadOnlyList<string> FindManifestFaults(bool deep, CancellationToken stop) =>
        Manifest(stop).FindFaults(deep, stop);

    /// <summary>
    /// Unwraps a key that stands within a file, as those of keychain items do. False when the backup is not encrypted
    /// or not unlocked, the class belongs to the device alone, or its key does not fit.
    /// </summary>
    internal bool TryUnwrapKey(int protectionClass, ReadOnlySpan<byte> wrapped, Span<byte> key) =>
        _keys is ClassKeys keys && keys.Has(protectionClass) && keys.TryUnwrap(protectionClass, wrapped, key);

    internal static EngineException WeaklyEncrypted(string path) => new(
        ErrorKind.FormatNotSupported, "iOS 10.0 or 10.1 encrypted the manifest with a weak hash of the password.")
    {
        Target = path,
    };

    private static IEnumerable<BackupFile> OfTypes(IEnumerable<BackupFile> files, BackupFileQuery? query) =>
        query is { DataTypes.Count: > 0 }
            ? files.Where(file => query.DataTypes.Contains(DataTypes.Of(file)))
            : files;

    private static BackupStatus? ReadStatus(BackupFolder folder)
    {
        try
        {
            byte[]? bytes = folder.TryReadAll(BackupStatus.FileName, LongestStatus);
            return bytes is null ? null : BackupStatus.Parse(bytes);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }

    private BackupInfo? ReadInfo()
    {
        try
        {
            byte[]? bytes = _folder.TryReadAll(BackupInfo.FileName, LongestProperties);
            return bytes is null ? null : BackupInfo.Parse(bytes);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }

    private Keybag ReadKeybag() => Properties.BackupKeyBag.IsEmpty
        ? throw new EngineException(ErrorKind.KeybagDamaged, "The backup has no keybag.") { Target = FolderPath }
        : Keybag.Parse(Properties.BackupKeyBag.Span);

    private void RequireEncrypted()
    {
        if (!IsEncrypted)
        {
            throw new EngineException(ErrorKind.NotEncrypted, "The backup is not encrypted.") { Target = FolderPath };
        }

        if (Format == BackupFormat.WeaklyEncryptedDatabase)
        {
            throw WeaklyEncrypted(FolderPath);
        }
    }

    private EngineException PasswordRequired() =>
        new(ErrorKind.BackupPasswordRequired, "The backup is encrypted.") { Target = FolderPath };

    private IManifest Manifest(CancellationToken stop)
    {
        lock (_gate)
        {
            return _manifest ??= OpenManifest(stop);
        }
    }

    private IManifest OpenManifest(CancellationToken stop) => _folder.Follow<IManifest>(() => Format switch
    {
        BackupFormat.Records => ManifestRecords.Open(_folder[ManifestRecords.FileName]),
        BackupFormat.WeaklyEncryptedDatabase => throw WeaklyEncrypted(FolderPath),
        _ when !IsEncrypted => ManifestDatabase.Open(_folder[ManifestDatabase.FileName]),
        _ => ManifestDatabase.OpenEncrypted(
            _folder[ManifestDatabase.FileName], _manifestKey ?? throw PasswordRequired(), stop),
    });
}
