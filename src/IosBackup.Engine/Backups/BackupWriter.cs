using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Writes a backup that phones and other tools take for one of a phone. It grows in a folder beside its goal and gets
/// its name when it is complete; its status is written last. Directories that entries need and nobody added are added.
/// </summary>
internal sealed class BackupWriter : IDisposable
{
    private const string FormatVersion = "10.0";
    private const string DomainsVersion = "24.0";
    private const int ManifestClass = 4;
    private const int Mobile = 501;
    private const ulong FirstInode = 1UL << 48;

    private readonly BackupFolderWriter _folder;
    private readonly BackupWriterOptions _options;
    private readonly PrivateFolder _private;
    private readonly ManifestWriter _manifest;
    private readonly HashSet<(string Domain, string Path)> _directories = [];
    private readonly HashSet<(string Domain, string Path)> _neededDirectories = [];
    private ulong _inode = FirstInode;

    private BackupWriter(BackupFolderWriter folder, BackupWriterOptions options)
    {
        _folder = folder;
        _options = options;
        try
        {
            _private = PrivateFolder.Create();
            _manifest = ManifestWriter.Create(PlainManifestPath);
        }
        catch
        {
            _private?.Dispose();
            folder.Dispose();
            throw;
        }
    }

    private string PlainManifestPath => _private[ManifestDatabase.FileName];

    /// <summary>Begins a backup.</summary>
    /// <param name="folder">Where it shall be; named like the device's UDID when it is meant for a device.</param>
    /// <param name="options">What it says about itself.</param>
    /// <param name="files">The file system; the real one when null.</param>
    /// <param name="stop">Stops writing.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationExists"/>: the folder, or one that an earlier attempt left;
    /// <see cref="ErrorKind.InvalidArgument"/>: the keys are not those of the keybag.
    /// </exception>
    public static BackupWriter Create(
        string folder, BackupWriterOptions options, FileLayer? files = null, CancellationToken stop = default)
    {
        if (options.Keys is ClassKeys keys
            && (options.Properties.BackupKeyBag.IsEmpty
                || Keybag.Parse(options.Properties.BackupKeyBag.Span).Id != keys.KeybagId))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "The keys are those of another keybag.")
            {
                Target = folder,
            };
        }

        return new BackupWriter(new BackupFolderWriter(folder, files ?? FileLayer.Real, stop), options);
    }

    /// <summary>
    /// Adds an entry. Its id, size, key and digest follow from its place and content; mode, class and inode are filled
    /// in where they are zero.
    /// </summary>
    /// <param name="file">The entry.</param>
    /// <param name="content">The content of a regular file, disposed afterwards; null is empty.</param>
    /// <returns>The entry as it was written.</returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.UnsafePath"/>; <see cref="ErrorKind.InvalidArgument"/>: the entry is there already;
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>;
    /// <see cref="ErrorKind.ClassKeyMissing"/>: of the entry's protection class.
    /// </exception>
    public BackupFile Add(BackupFile file, Stream? content = null)
    {
        EntryPaths.Require(file.Domain, file.RelativePath);
        file = Completed(file);
        if (file.Kind == FileKind.File)
        {
            using FileKey? key = _options.Keys?.NewKey(file.ProtectionClass);
            using PayloadStream payload = new(content ?? Stream.Null, key);
            _folder.WritePayload(file.FileId, payload);
            file = file with
            {
                Size = payload.ContentLength,
                EncryptionKey = key?.Wrapped ?? default,
                Digest = DomainRules.HasDigests(file.Domain) || !file.Digest.IsEmpty ? payload.Digest : default,
            };
        }

        AddRow(file);
        return file;
    }

    /// <summary>A directory that nobody described, as phones have them.</summary>
    public static BackupFile NewDirectory(string domain, string path, DateTimeOffset date) => new()
    {
        FileId = FileIds.Compute(domain, path),
        Domain = domain,
        RelativePath = path,
        Kind = FileKind.Directory,
        Mode = UnixMode.Directory | UnixMode.DirectoryPermissions,
        UserId = Mobile,
        GroupId = Mobile,
        LastModified = date.ToUnixTimeSeconds(),
        LastStatusChange = date.ToUnixTimeSeconds(),
        Birth = date.ToUnixTimeSeconds(),
    };

    /// <summary>
    /// Adds an entry of a backup with the same keybag, or of one that is not encrypted to another: as it is, without
    /// encrypting anything anew.
    /// </summary>
    /// <param name="file">The entry.</param>
    /// <param name="stored">The stored bytes of a regular file, disposed afterwards; null is none.</param>
    /// <exception cref="EngineException">
    /// As for <see cref="Add"/>; <see cref="ErrorKind.InvalidArgument"/>: only one of entry and backup is encrypted;
    /// <see cref="ErrorKind.ManifestDamaged"/>: the keybag does not open the entry's key;
    /// <see cref="ErrorKind.PayloadDamaged"/>: the stored bytes do not have the entry's digest.
    /// </exception>
    public void AddStored(BackupFile file, Stream? stored = null)
    {
        EntryPaths.Require(file.Domain, file.RelativePath);
        file = file with { FileId = FileIds.Compute(file.Domain, file.RelativePath) };
        if (file.Kind == FileKind.File)
        {
            using PayloadStream payload = new(stored ?? Stream.Null, key: null);
            RequireSameEncryption(file);
            _folder.WritePayload(file.FileId, payload);
            if (file.Digest.Length == payload.Digest.Length && !file.Digest.Span.SequenceEqual(payload.Digest.Span))
            {
                throw new EngineException(ErrorKind.PayloadDamaged, "The stored bytes do not have their digest.")
                {
                    Target = file.ToString(),
                };
            }
        }

        AddRow(file);
    }

    /// <summary>Completes the backup and gives it its name.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>,
    /// <see cref="ErrorKind.DestinationExists"/>.
    /// </exception>
    public void Finish()
    {
        _neededDirectories.ExceptWith(_directories);
        foreach ((string domain, string path) in _neededDirectories)
        {
            _manifest.Add(Completed(NewDirectory(domain, path, _options.Date)));
        }

        _manifest.Finish();
        WriteProperties(StoreManifest());
        if (_options.Info is BackupInfo info)
        {
            _folder.WriteMetadata(BackupInfo.FileName, info.ToBytes());
        }

        BackupStatus status = BackupStatus.CreateFinished(_options.Date, _options.IsFullBackup);
        _folder.WriteMetadata(BackupStatus.FileName, status.ToBytes());
        _folder.Publish();
    }

    /// <summary>Removes what is there of a backup that was not finished.</summary>
    public void Dispose()
    {
        _manifest.Dispose();
        _private.Dispose();
        _folder.Dispose();
    }

    private void RequireSameEncryption(BackupFile file)
    {
        if (file.IsEncrypted != _options.Keys is not null)
        {
            throw new EngineException(ErrorKind.InvalidArgument, "Only one of entry and backup is encrypted.")
            {
                Target = file.ToString(),
            };
        }

        _options.Keys?.Open(file.EncryptionKey.Span).Dispose();
    }

    private BackupFile Completed(BackupFile file)
    {
        bool regular = file.Kind == FileKind.File;
        int permissions = file.Mode != 0 ? file.Mode & ~UnixMode.TypeMask
            : regular ? UnixMode.FilePermissions : UnixMode.DirectoryPermissions;
        return file with
        {
            FileId = FileIds.Compute(file.Domain, file.RelativePath),
            Mode = UnixMode.TypeOf(file.Kind) | permissions,
            Size = 0,
            LastModified = WithinInt32(file.LastModified),
            LastStatusChange = WithinInt32(file.LastStatusChange),
            Birth = WithinInt32(file.Birth),
            Inode = file.Inode == 0 ? _inode++ : file.Inode,
            ProtectionClass = regular && file.ProtectionClass == 0
                ? DomainRules.ProtectionClassOf(file.Domain, file.RelativePath)
                : file.ProtectionClass,
        };
    }

    private static long WithinInt32(long seconds) => Math.Max(int.MinValue, Math.Min(int.MaxValue, seconds));

    private void AddRow(BackupFile file)
    {
        _manifest.Add(file);
        if (file.Kind == FileKind.Directory)
        {
            _directories.Add((file.Domain, file.RelativePath));
        }

        // Directories that are known to be needed have their own parents noted already.
        string? parent = EntryPaths.ParentOf(file.RelativePath);
        while (parent is not null && _neededDirectories.Add((file.Domain, parent)))
        {
            parent = EntryPaths.ParentOf(parent);
        }
    }

    /// <summary>Puts the finished manifest in place; the result is its wrapped key, empty without encryption.</summary>
    private ReadOnlyMemory<byte> StoreManifest()
    {
        using FileKey? key = _options.Keys?.NewKey(ManifestClass);
        using PayloadStream stored = new(BackupFolder.OpenRead(PlainManifestPath), key);
        _folder.WriteMetadata(ManifestDatabase.FileName, stored);
        return key?.Wrapped ?? default;
    }

    private void WriteProperties(ReadOnlyMemory<byte> manifestKey)
    {
        BackupProperties properties = new(PropertyList.ParseDictionary(_options.Properties.ToBytes()))
        {
            Date = _options.Date,
            IsEncrypted = _options.Keys is not null,
            ManifestKey = manifestKey,
        };
        properties.Version = FormatVersion;
        properties.SystemDomainsVersion ??= DomainsVersion;
        properties.WasPasscodeSet ??= false;
        properties.Lockdown ??= new PlistDictionary();
        if (properties.BackupKeyBag.IsEmpty || (_options.Keys is null && _options.Properties.IsEncrypted))
        {
            properties.BackupKeyBag = KeybagBuilder.CreateUnencrypted().Bytes;
        }

        _folder.WriteMetadata(BackupProperties.FileName, properties.ToBytes());
    }
}
