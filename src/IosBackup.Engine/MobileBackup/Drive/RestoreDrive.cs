using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>
/// A backup as the drive of a device that is restored from it. Nothing in the backup's folder is ever written: what the
/// device writes, and the copy of the backup that some devices ask for, exist in a folder of their own beside it.
/// </summary>
/// <remarks>
/// A copy of the whole backup is only noted. Its files are those of the backup until the device writes others, as it
/// does with Info.plist, and it is gone when the restore has ended: repositories keep generations by themselves.
/// </remarks>
internal sealed class RestoreDrive : IDeviceLinkDrive, IDisposable
{
    private readonly string _backup;
    private readonly string _identifier;
    private readonly DrivePath _paths;
    private readonly string _root;
    private readonly FolderDrive _written;
    private readonly HashSet<string> _copies = new(StringComparer.Ordinal);
    private readonly FileLayer _files;

    /// <param name="files">The file system.</param>
    /// <param name="backup">The backup's folder.</param>
    /// <param name="identifier">What the device calls the folder: the UDID of the device that the backup is of.</param>
    /// <param name="scratch">Where what the device writes goes; the caller removes it.</param>
    /// <param name="observer">Hears what arrives.</param>
    public RestoreDrive(
        FileLayer files, string backup, string identifier, PrivateFolder scratch, IDriveObserver observer)
    {
        _files = files;
        _backup = backup;
        _identifier = identifier;
        _root = scratch["written"];
        _paths = new DrivePath(_root, identifier);
        files.CreateDirectory(_root);
        _written = new FolderDrive(files, _root, scratch["incoming"], observer, writers: 1, identifier);
    }

    public long FreeSpace()
    {
        try
        {
            return _files.FreeSpace(_root);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw Failed(FileErrors.ToException(e, _root));
        }
    }

    public Stream OpenRead(string path)
    {
        string written = _paths.Resolve(path);
        return File.Exists(written) || !TryFindInBackup(path, out string? original)
            ? _written.OpenRead(path)
            : Open(original!);
    }

    public IReadOnlyList<DeviceLinkEntry> List(string path)
    {
        string written = _paths.Resolve(path);
        Dictionary<string, DeviceLinkEntry> entries = new(StringComparer.Ordinal);
        bool isInBackup = TryFindInBackup(path, out string? original) && Directory.Exists(original);
        if (isInBackup)
        {
            foreach (FileSystemInfo entry in new DirectoryInfo(original!).EnumerateFileSystemInfos())
            {
                FileInfo? file = entry as FileInfo;
                entries[entry.Name] = new DeviceLinkEntry(
                    entry.Name, file is null, file?.Length ?? 0, entry.LastWriteTimeUtc);
            }
        }

        if (!isInBackup || Directory.Exists(written))
        {
            foreach (DeviceLinkEntry entry in _written.List(path))
            {
                entries[entry.Name] = entry;
            }
        }

        return [.. entries.Values];
    }

    public void CreateDirectory(string path) => _written.CreateDirectory(path);

    public void Move(string source, string target)
    {
        RequireWritten(source);
        _written.Move(source, target);
    }

    public void Remove(string path)
    {
        if (!_copies.Remove(path))
        {
            RequireWritten(path);
        }

        _written.Remove(path);
    }

    public void Copy(string source, string target)
    {
        _paths.Resolve(source);
        _paths.Resolve(target);
        if (source == _identifier && target != _identifier && target.IndexOf('/') < 0)
        {
            _copies.Add(target);
            _written.CreateDirectory(target);
            return;
        }

        RequireWritten(source);
        _written.Copy(source, target);
    }

    public IUploadSink BeginUpload() => _written.BeginUpload();

    public ValueTask EndUploadAsync(CancellationToken stop) => _written.EndUploadAsync(stop);

    public ValueTask SettleAsync(CancellationToken stop) => _written.SettleAsync(stop);

    public void Dispose() => _written.Dispose();

    /// <summary>Where a device's path lies in the backup, when it names the backup or a copy of it.</summary>
    private bool TryFindInBackup(string path, out string? original)
    {
        string[] parts = path.Split('/');
        bool found = parts[0] == _identifier || _copies.Contains(parts[0]);
        original = found ? Path.Combine([_backup, .. parts.Skip(1)]) : null;
        return found;
    }

    /// <summary>Refuses to change what the device has not written itself.</summary>
    private void RequireWritten(string path)
    {
        string written = _paths.Resolve(path);
        if (TryFindInBackup(path, out string? original) && !File.Exists(written)
            && (File.Exists(original) || Directory.Exists(original)))
        {
            throw new DeviceLinkException(
                DeviceLinkStatus.NotSupported, "The backup cannot be changed.", new EngineException(
                ErrorKind.RestoreRefused, "The device wants to change the backup that it is restored from."));
        }
    }

    private static FileStream Open(string path)
    {
        try
        {
            return SharedReading.Open(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DeviceLinkException(DeviceLinkStatus.NotFound, "No such file or directory", e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw Failed(FileErrors.ToReadException(e, path));
        }
    }

    private static DeviceLinkException Failed(EngineException failure) =>
        new(DeviceLinkStatus.InputOutput, "Input/output error", failure);
}
