using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// A folder of backups. Looking at it takes no lock and changes nothing; whoever writes goes through
/// <see cref="DeviceRepository"/>.
/// </summary>
internal sealed class BackupRepository
{
    private const string FormatFile = "repository.plist";
    private const string FormatKey = "Format";
    private const int Format = 1;

    private readonly FileLayer _files;

    private BackupRepository(FileLayer files, string root)
    {
        _files = files;
        Root = root;
    }

    public string Root { get; }

    private string FormatPath => Path.Combine(Root, RepositoryLayout.OwnFolder, FormatFile);

    /// <summary>Opens a folder as a repository; it need not exist.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RepositoryInvalid"/>: made by a newer version;
    /// <see cref="ErrorKind.DestinationUnavailable"/>: it is a file, or below one.
    /// </exception>
    public static BackupRepository Open(FileLayer files, string root)
    {
        BackupRepository repository = new(files, Path.GetFullPath(root));
        repository.FindExisting();
        repository.CheckFormat();
        return repository;
    }

    /// <summary>
    /// Finds out by trying whether the folder can be written to, or made. What is made for it is removed again.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/>.</exception>
    public void ProbeWriting()
    {
        string probe = Path.Combine(FindExisting() ?? Root, $"probe-{Guid.NewGuid():N}");
        try
        {
            _files.CreateDirectory(probe);
            _files.DeleteEmptyDirectory(probe);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, Root);
        }
    }

    /// <summary>Makes the folder when it does not exist, and marks it as ours.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationProtected"/>, <see cref="ErrorKind.DestinationUnavailable"/> and others.
    /// </exception>
    public void Initialize()
    {
        ProtectedFolders.Refuse(Root);
        try
        {
            if (!Directory.Exists(Root))
            {
                // What phones hold is nobody else's business. Whoever wants to share a repository makes its folder.
                PrivateFiles.CreateFolder(Root);
            }

            _files.CreateDirectory(Path.Combine(Root, RepositoryLayout.OwnFolder));
            if (ReadFormat() is null)
            {
                Mark();
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, Root);
        }
    }

    /// <summary>All backups in the folder, the newest of each device first.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupUnavailable"/>: this user may not look into the folder, say.
    /// </exception>
    public IReadOnlyList<Generation> Generations() => FileErrors.WhileReading<IReadOnlyList<Generation>>(
        Root,
        () => !Directory.Exists(Root)
            ? []
            : [.. _files.FoldersIn(Root)
                .Select(ReadGeneration)
                .OfType<Generation>()
                .OrderBy(static generation => generation.Udid, StringComparer.Ordinal)
                .ThenByDescending(static generation => generation.IsNewest)
                .ThenByDescending(static generation => generation.Date)]);

    /// <summary>The backups of one device, the newest first.</summary>
    /// <exception cref="EngineException">As for all backups.</exception>
    public IReadOnlyList<Generation> Generations(string udid) =>
        [.. Generations().Where(generation => generation.Udid == udid)];

    /// <summary>The generation that a run would go on from, whatever its state; null when there is none.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationUnavailable"/>: for a run, the repository is where it writes.
    /// </exception>
    public Generation? FindNewest(string udid)
    {
        try
        {
            return Generations(udid).FirstOrDefault(static generation => generation.IsNewest);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.BackupUnavailable)
        {
            throw new EngineException(ErrorKind.DestinationUnavailable, e.Message, e) { Target = e.Target };
        }
    }

    /// <summary>The backup in one folder of the repository; null when its name is no backup's.</summary>
    /// <exception cref="EngineException">As for all backups.</exception>
    public Generation? Find(string folder) =>
        FileErrors.WhileReading(Root, () => ReadGeneration(folder.TrimEnd(Path.DirectorySeparatorChar)));

    /// <summary>Where the ledger of one of its generations lies; null when it has none.</summary>
    public string? FindLedger(Generation generation)
    {
        string? path = generation.Record is GenerationRecord record
            ? DeviceRepository.LedgerPath(new RepositoryLayout(Root, generation.Udid).Generation(record.Stamp))
            : null;
        return File.Exists(path) ? path : null;
    }

    /// <summary>Opens one device's place for writing; the lock is held until it is disposed.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.RepositoryLocked"/> and others.</exception>
    public DeviceRepository OpenDevice(string udid)
    {
        Initialize();
        return DeviceRepository.Open(_files, this, udid);
    }

    /// <summary>
    /// Writes the format down. The first backups of several devices begin together, in one process or in several: each
    /// writes a file of its own, and all of them say the same.
    /// </summary>
    private void Mark()
    {
        string temporary = $"{FormatPath}.{Guid.NewGuid():N}.new";
        try
        {
            byte[] content = PropertyList.ToXml(new PlistDictionary { [FormatKey] = Format });
            using (Stream file = _files.CreateNew(temporary))
            {
                _files.Write(file, content, content.Length);
                _files.Flush(file);
            }

            _files.MoveFile(temporary, FormatPath);
            _files.SyncDirectory(Path.GetDirectoryName(FormatPath)!);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _files.DeleteFile(temporary);
            if (!File.Exists(FormatPath))
            {
                throw;
            }
        }
    }

    private Generation? ReadGeneration(string folder)
    {
        if (RepositoryLayout.ParseFolderName(Path.GetFileName(folder)) is not { } name)
        {
            return null;
        }

        BackupStatus? status = Generation.ReadStatus(folder);
        GenerationRecord? record = GenerationRecords.Find(new RepositoryLayout(Root, name.Udid), status, name.Stamp);
        bool isPartial = name.IsPartial || record?.Filter.Count > 0;
        return new Generation(folder, name.Udid, name.Stamp, isPartial, status, record);
    }

    /// <summary>The folder itself or the nearest one above that exists; null when nothing does.</summary>
    private string? FindExisting()
    {
        string? path = Root;
        while (path is not null && !Directory.Exists(path))
        {
            if (File.Exists(path))
            {
                throw new EngineException(ErrorKind.DestinationUnavailable, FileErrors.NotAFolder) { Target = path };
            }

            path = Path.GetDirectoryName(path);
        }

        return path;
    }

    private void CheckFormat()
    {
        if (ReadFormat() is > Format)
        {
            throw new EngineException(ErrorKind.RepositoryInvalid, "The repository was made by a newer version.")
            {
                Target = Root,
            };
        }
    }

    /// <summary>
    /// The format that is written down. Null when none is: one that cannot be read tells nothing that the rest does
    /// not, and is written anew.
    /// </summary>
    private long? ReadFormat()
    {
        try
        {
            return File.Exists(FormatPath)
                ? PropertyList.ParseDictionary(File.ReadAllBytes(FormatPath)).GetInteger(FormatKey)
                : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
        {
            return null;
        }
    }
}
