using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Backups;

/// <summary>The files of a backup's folder by their names. Nothing in it is ever written.</summary>
internal sealed class BackupFolder : IDisposable
{
    /// <summary>The folder in which a device collects files before it puts them in place.</summary>
    public const string SnapshotName = "Snapshot";

    private const int ShardDigits = 2;
    private const string LegacyIndexName = "Manifest.mbdx";
    private const string LegacyRecords = "*.mdinfo";
    private const int MostMoves = 5;

    private readonly FolderMark? _mark;
    private readonly Lazy<SafeFileHandle?> _open;
    private volatile string _path;

    public BackupFolder(string path)
    {
        _path = path;
        _mark = FolderMark.Of(path);
        _open = new Lazy<SafeFileHandle?>(TryOpen);
    }

    /// <summary>The folder's path; changes when a newer generation takes the folder's place.</summary>
    public string Path => _path;

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Where a file's stored bytes belong below a folder, since iOS 10.</summary>
    public static string ShardedName(string fileId) =>
        System.IO.Path.Combine(fileId.Substring(0, ShardDigits), fileId);

    /// <summary>Opens a file for reading, letting others do as they like with it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.BackupUnavailable"/>.</exception>
    public static FileStream OpenRead(string path)
    {
        try
        {
            return SharedReading.Open(path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToReadException(e, path);
        }
    }

    /// <summary>
    /// Opens something in the folder. When the folder was renamed meanwhile, what was opened may be a newer
    /// generation's: then it is opened again where the folder is now.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.BackupReplaced"/>: the folder is gone.</exception>
    public T Follow<T>(Func<T> open)
    {
        for (int moves = 0; ; moves++)
        {
            T? opened = default;
            try
            {
                opened = open();
            }
            catch (Exception e) when (e is IOException or EngineException && _mark is not null && !_mark.IsAt(_path))
            {
                // Looked for at the old place.
            }

            if (_mark is null || _mark.IsAt(_path))
            {
                return opened!;
            }

            (opened as IDisposable)?.Dispose();
            _path = (moves < MostMoves ? _mark.FindBeside(_path) : null)
                ?? throw new EngineException(ErrorKind.BackupReplaced, "The backup was replaced while it was read.")
                {
                    Target = _path,
                };
        }
    }

    /// <summary>Reads a file whole; null when it is not there.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="longest">Most bytes that are read.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PropertyListInvalid"/>: longer than allowed;
    /// <see cref="ErrorKind.BackupUnavailable"/>.
    /// </exception>
    public byte[]? TryReadAll(string name, int longest)
    {
        using FileStream? file = Follow(() => File.Exists(this[name]) ? OpenRead(this[name]) : null);
        if (file is null)
        {
            return null;
        }

        if (file.Length > longest)
        {
            throw new EngineException(ErrorKind.PropertyListInvalid, $"{name} has {file.Length} bytes.")
            {
                Target = Path,
            };
        }

        try
        {
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes, 0, bytes.Length);
            return bytes;
        }
        catch (IOException e)
        {
            throw FileErrors.ToReadException(e, this[name]);
        }
    }

    /// <summary>Finds out which form the backup has.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NotABackup"/>, <see cref="ErrorKind.FormatNotSupported"/>,
    /// <see cref="ErrorKind.BackupIncomplete"/>: a run that never got to the manifest.
    /// </exception>
    public BackupFormat Detect()
    {
        if (File.Exists(this[ManifestDatabase.FileName]))
        {
            return BackupFormat.Database;
        }

        bool records = File.Exists(this[ManifestRecords.FileName]);
        if (File.Exists(this[LegacyIndexName]) || (!records && HasLegacyRecords()))
        {
            throw new EngineException(ErrorKind.FormatNotSupported, "The backup was made by iOS 4 or earlier.")
            {
                Target = Path,
            };
        }

        if (records)
        {
            return BackupFormat.Records;
        }

        if (File.Exists(this[BackupInfo.FileName]) || Directory.Exists(this[SnapshotName]))
        {
            throw new EngineException(ErrorKind.BackupIncomplete, "The backup has no manifest yet.") { Target = Path };
        }

        string missing = Directory.Exists(Path) ? "The folder has no manifest."
            : File.Exists(Path) ? FileErrors.NotAFolder
            : "The folder does not exist.";
        throw new EngineException(ErrorKind.NotABackup, missing) { Target = Path };
    }

    /// <summary>Where the stored bytes of a file lie.</summary>
    public PayloadPlace Locate(string fileId)
    {
        if (!FileIds.IsValid(fileId))
        {
            return PayloadPlace.Missing;
        }

        foreach (PayloadPlace place in (PayloadPlace[])[PayloadPlace.Sharded, PayloadPlace.Flat, PayloadPlace.Snapshot])
        {
            if (File.Exists(PayloadPath(fileId, place)))
            {
                return place;
            }
        }

        return PayloadPlace.Missing;
    }

    /// <summary>Opens the stored bytes of a file.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadMissing"/>, <see cref="ErrorKind.UnsafePath"/>: not an id,
    /// <see cref="ErrorKind.PayloadDamaged"/>: a link,
    /// <see cref="ErrorKind.BackupUnavailable"/>: it cannot be read.
    /// </exception>
    public Stream OpenPayload(string fileId) => TryOpenPayload(fileId) ?? Follow<Stream>(() => OpenPayloadHere(fileId));

    public void Dispose()
    {
        if (_open.IsValueCreated)
        {
            _open.Value?.Dispose();
        }
    }

    /// <summary>Opens the folder itself, if it can be told that it is the right one.</summary>
    private SafeFileHandle? TryOpen()
    {
        SafeFileHandle? folder = _mark is null ? null : NativeFiles.TryOpenFolder(_path);
        if (folder is null || _mark!.IsIn(folder))
        {
            return folder;
        }

        folder.Dispose();
        return null;
    }

    /// <summary>Opens a file as almost all are found; null when it must be looked for.</summary>
    private NativeFileStream? TryOpenPayload(string fileId)
    {
        if (!FileIds.IsValid(fileId) || _open.Value is not { IsClosed: false } folder)
        {
            return null;
        }

        NativeFileStream? payload = NativeFiles.TryOpenRead(folder, ShardedName(fileId));
        if (payload is null || _mark!.IsIn(folder))
        {
            return payload;
        }

        payload.Dispose();
        return null;
    }

    private FileStream OpenPayloadHere(string fileId)
    {
        if (!FileIds.IsValid(fileId))
        {
            throw new EngineException(ErrorKind.UnsafePath, "The file's id is none.") { Target = Path };
        }

        string path = PayloadPath(fileId, PayloadPlace.Sharded);
        try
        {
            // One attempt is enough for almost every file.
            return TryOpenFile(path) ?? OpenFile(path = PayloadPath(fileId, FindPlace(fileId)));
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToReadException(e, path);
        }
    }

    private PayloadPlace FindPlace(string fileId) => Locate(fileId) is var place and not PayloadPlace.Missing
        ? place
        : throw new EngineException(ErrorKind.PayloadMissing, $"Nothing is stored under {fileId}.") { Target = Path };

    private static FileStream? TryOpenFile(string path)
    {
        try
        {
            return OpenFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Phones store no links: one would give a file of this computer as content of the phone.</summary>
    private static FileStream OpenFile(string path) => FileLinks.IsLink(new FileInfo(path))
        ? throw new EngineException(ErrorKind.PayloadDamaged, "A link lies in the place of stored content.")
        {
            Target = path,
        }
        : SharedReading.Open(path);

    private bool HasLegacyRecords()
    {
        try
        {
            return Directory.Exists(Path) && Directory.EnumerateFiles(Path, LegacyRecords).Any();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToReadException(e, Path);
        }
    }

    private string PayloadPath(string fileId, PayloadPlace place) => place switch
    {
        PayloadPlace.Flat => this[fileId],
        PayloadPlace.Snapshot => System.IO.Path.Combine(Path, SnapshotName, ShardedName(fileId)),
        _ => this[ShardedName(fileId)],
    };
}
