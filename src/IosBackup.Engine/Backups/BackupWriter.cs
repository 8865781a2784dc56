using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Writes a backup that phones and other tools take for one of a phone. It grows in a folder beside its goal and gets its
/// name when it is complete; its status is written last. Directories that entries need and nobody added are added.
/// </summary>
internal sealed class BackupWriter : IDisposable
{
    private const string Unfinished = ".partial";
    private const string FormatVersion = "10.0";
    private const string DomainsVersion = "24.0";
    private const int ManifestClass = 4;
    private const int Mobile = 501;
    private const ulong FirstInode = 1UL << 48;
    private const int BufferSize = 128 * 1024;

    private readonly string _folder;
    private readonly BackupFolder _partial;
    private readonly BackupWriterOptions _options;
    private readonly FileLayer _files;
    private readonly CancellationToken _stop;
    private readonly PrivateFolder? _private;
    private readonly ManifestWriter _manifest;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly HashSet<(string Domain, string Path)> _directories = [];
    private readonly HashSet<(string Domain, string Path)> _neededDirectories = [];
    private readonly bool _flushEach = !RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
    private ulong _inode = FirstInode;
    private bool _finished;

    private BackupWriter(string folder, BackupWriterOptions options, FileLayer files, CancellationToken stop)
    {
        _folder = folder;
        _partial = new BackupFolder(folder + Unfinished);
        _options = options;
        _files = files;
        _stop = stop;
        _files.CreateDirectory(_partial.Path);
        try
        {
            _private = options.Keys is null ? null : PrivateFolder.Create();
            _manifest = ManifestWriter.Create(PlainManifestPath);
        }
        catch
        {
            _private?.Dispose();
            RemovePartial();
            throw;
        }
    }

    private string PlainManifestPath =>
        _private is null ? _partial[ManifestDatabase.FileName] : _private[ManifestDatabase.FileName];

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
        folder = Path.GetFullPath(folder);
        if (Directory.Exists(folder) || Directory.Exists(folder + Unfinished))
        {
            throw new EngineException(ErrorKind.DestinationExists, "The folder exists already.") { Target = folder };
        }

        if (options.Keys is ClassKeys keys
            && (options.Properties.BackupKeyBag.IsEmpty
                || Keybag.Parse(options.Properties.BackupKeyBag.Span).Id != keys.KeybagId))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "The keys are those of another keybag.") { Target = folder };
        }

        return Guard(folder, () => new BackupWriter(folder, options, files ?? FileLayer.Real, stop));
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
            Store(file.FileId, payload);
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
            Store(file.FileId, payload);
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
            _manifest.Add(Completed(NewDirectory(domain, path)));
        }

        _manifest.Finish();
        Guard(_folder, () =>
        {
            WriteProperties(StoreManifest());
            if (_options.Info is BackupInfo info)
            {
                WriteMetadata(BackupInfo.FileName, info.ToBytes());
            }

            BackupStatus status = BackupStatus.CreateFinished(_options.Date, _options.IsFullBackup);
            WriteMetadata(BackupStatus.FileName, status.ToBytes());
            _files.SyncVolume(_partial.Path);
            _files.MoveDirectory(_partial.Path, _folder);
            _files.SyncDirectory(Path.GetDirectoryName(_folder)!);
            return _finished = true;
        });
    }

    /// <summary>Removes what is there of a backup that was not finished.</summary>
    public void Dispose()
    {
        _manifest.Dispose();
        _private?.Dispose();
        if (!_finished)
        {
            RemovePartial();
        }
    }

    private static T Guard<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, path);
        }
    }

    private void RemovePartial()
    {
        try
        {
            _files.DeleteDirectory(_partial.Path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The error that kept the backup from being finished is the one to report.
        }
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

    private BackupFile NewDirectory(string domain, string path) => new()
    {
        FileId = FileIds.Compute(domain, path),
        Domain = domain,
        RelativePath = path,
        Kind = FileKind.Directory,
        UserId = Mobile,
        GroupId = Mobile,
        LastModified = _options.Date.ToUnixTimeSeconds(),
        LastStatusChange = _options.Date.ToUnixTimeSeconds(),
        Birth = _options.Date.ToUnixTimeSeconds(),
    };

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

    private void Store(string fileId, Stream payload)
    {
        string path = _partial[BackupFolder.ShardedName(fileId)];
        if (File.Exists(path))
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"The entry {fileId} was added before.") { Target = _folder };
        }

        Guard(path, () =>
        {
            _files.CreateDirectory(Path.GetDirectoryName(path)!);
            return Write(path, payload, _flushEach);
        });
    }

    private bool Write(string path, Stream content, bool flush)
    {
        using Stream file = _files.CreateNew(path);
        for (int count; (count = content.Read(_buffer, 0, BufferSize)) > 0;)
        {
            _stop.ThrowIfCancellationRequested();
            _files.Write(file, _buffer, count);
        }

        if (flush)
        {
            _files.Flush(file);
        }

        return true;
    }

    private void WriteMetadata(string name, byte[] content) => Write(_partial[name], new MemoryStream(content), flush: true);

    /// <summary>Puts the finished manifest in place; the result is its wrapped key, empty without encryption.</summary>
    private ReadOnlyMemory<byte> StoreManifest()
    {
        if (_options.Keys is not ClassKeys keys)
        {
            return default;
        }

        using FileKey key = keys.NewKey(ManifestClass);
        using PayloadStream encrypted = new(BackupFolder.OpenRead(PlainManifestPath), key);
        Write(_partial[ManifestDatabase.FileName], encrypted, flush: true);
        return key.Wrapped;
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

        WriteMetadata(BackupProperties.FileName, properties.ToBytes());
    }
}
