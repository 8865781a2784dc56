using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>A folder of the host as the drive that a device works on.</summary>
/// <remarks>
/// The device lists the backup's folder and takes every name in it for a file that is whole: so no other request is
/// served before everything that arrived is written, and the next run removes what a killed one left half-written. The
/// device may send its next batch while the last is still being written; metadata, which says what is there, takes its
/// place only when all before it is stored.
/// </remarks>
internal sealed class FolderDrive : IDeviceLinkDrive, IDisposable
{
    private readonly FileLayer _files;
    private readonly DrivePath _paths;
    private readonly string _root;
    private readonly string _incoming;
    private readonly IDriveObserver _observer;
    private readonly WriterLanes _lanes;
    private readonly List<IncomingFile> _placing = [];
    private UploadBatch? _batch;
    private long _counter;

    /// <param name="files">The file system.</param>
    /// <param name="root">The folder that holds the backup's folder.</param>
    /// <param name="incoming">A folder on the same volume for files that are arriving; emptied here.</param>
    /// <param name="observer">Hears what arrives.</param>
    /// <param name="writers">Number of writer threads.</param>
    /// <param name="folders">The backup folders that the device may name.</param>
    public FolderDrive(
        FileLayer files, string root, string incoming, IDriveObserver observer, int writers, params string[] folders)
    {
        _files = files;
        _root = root;
        _incoming = incoming;
        _observer = observer;
        _paths = new DrivePath(root, folders);
        if (Directory.Exists(incoming))
        {
            files.DeleteDirectory(incoming);
        }

        files.CreateDirectory(incoming);
        _lanes = new WriterLanes(files, writers, observer.Stored);
    }

    /// <summary>
    /// Tells by a file's paths on the device and here whether nobody wants it: it is read and dropped then, and an
    /// empty file stands in for it, because the device looks at the end whether everything is there.
    /// </summary>
    public Func<string, string, bool> Drops { get; init; } = static (_, _) => false;

    /// <summary>
    /// Called when the device begins to move what it has sent: most has arrived then. May be called again.
    /// </summary>
    public Action Arrived { get; init; } = static () => { };

    public long FreeSpace() => Guard(() => _files.FreeSpace(_root));

    public Stream OpenRead(string path)
    {
        string resolved = _paths.Resolve(path);
        return Guard(() => SharedReading.Open(resolved));
    }

    public IReadOnlyList<DeviceLinkEntry> List(string path)
    {
        string resolved = _paths.Resolve(path);
        return Guard(() =>
        {
            List<DeviceLinkEntry> entries = [];
            foreach (FileSystemInfo entry in new DirectoryInfo(resolved).EnumerateFileSystemInfos())
            {
                FileInfo? file = entry as FileInfo;
                entries.Add(new DeviceLinkEntry(entry.Name, file is null, file?.Length ?? 0, entry.LastWriteTimeUtc));
            }

            return entries;
        });
    }

    public void CreateDirectory(string path)
    {
        string resolved = _paths.Resolve(path);
        Guard(() => _files.CreateDirectory(resolved));
    }

    public void Move(string source, string target)
    {
        string from = _paths.Resolve(source);
        string to = _paths.Resolve(target);
        RequireApart(from, to);
        Arrived();
        Guard(() =>
        {
            if (FileIds.IsValid(Path.GetFileName(from)) && TryMoveFile(from, to))
            {
                return;
            }

            Delete(to);
            _files.CreateDirectory(Path.GetDirectoryName(to)!);
            if (Directory.Exists(from))
            {
                _files.MoveDirectory(from, to);
            }
            else
            {
                _files.MoveFile(from, to);
            }
        });
    }

    public void Remove(string path)
    {
        string resolved = _paths.Resolve(path);
        Guard(() => Delete(resolved));
    }

    public void Copy(string source, string target)
    {
        string from = _paths.Resolve(source);
        string to = _paths.Resolve(target);
        RequireApart(from, to);
        Guard(() =>
        {
            Delete(to);
            _files.CreateDirectory(Path.GetDirectoryName(to)!);
            CopyAll(from, to);
        });
    }

    public IUploadSink BeginUpload() => _batch = new UploadBatch(this, _lanes);

    public async ValueTask EndUploadAsync(CancellationToken stop)
    {
        if (_placing.Count > 0)
        {
            List<IncomingFile> placing = [.. _placing];
            _placing.Clear();
            await SettleAsync(stop);
            placing.ForEach(Place);
        }

        ThrowFailures();
        if (_batch?.Refusal is DeviceLinkException refusal)
        {
            throw refusal;
        }
    }

    public async ValueTask SettleAsync(CancellationToken stop)
    {
        await _lanes.DrainAsync(stop);
        ThrowFailures();
    }

    public void Dispose() => _lanes.Dispose();

    internal IncomingFile CreateIncoming(string hostPath)
    {
        string temporary = Path.Combine(_incoming, (++_counter).ToString(CultureInfo.InvariantCulture));
        IncomingFile file = new(hostPath, temporary, _paths.Resolve(hostPath));
        if (!file.GrowsInPlace)
        {
            _placing.Add(file);
        }

        return file;
    }

    internal void CountReceived(int bytes) => _observer.Received(bytes);

    internal void FileEnded(string devicePath, long length, string? failure) =>
        _observer.FileEnded(devicePath, length, failure);

    private void Place(IncomingFile file)
    {
        if (file.Stored is StoredBlob blob)
        {
            Guard(() =>
            {
                _observer.Stored(blob);
                _files.MoveFile(file.TemporaryPath, file.Path);
            });
        }
    }

    private void ThrowFailures()
    {
        Exception? failure = null;
        string? path = null;
        while (_lanes.TakeFailed() is IncomingFile failed)
        {
            (failure, path) = (failed.Failure, failed.Path);
        }

        if (failure is not null)
        {
            throw ToStatus(failure, path!);
        }
    }

    /// <summary>A folder copied into itself has no end, and what stands at the target is deleted first.</summary>
    private static void RequireApart(string from, string to)
    {
        if (IsWithin(from, to) || IsWithin(to, from))
        {
            throw new DeviceLinkException(DeviceLinkStatus.InvalidParameter, "Source and target overlap.");
        }
    }

    private static bool IsWithin(string path, string folder) =>
        (path + Path.DirectorySeparatorChar).StartsWith(
            folder + Path.DirectorySeparatorChar, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// The common case by far: a payload into its shard, which exists. Nothing is looked at before, as there are many.
    /// </summary>
    private bool TryMoveFile(string from, string to)
    {
        try
        {
            _files.MoveFile(from, to);
            return true;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) && (Directory.Exists(from) || Directory.Exists(to)))
        {
            return false;
        }
        catch (DirectoryNotFoundException) when (File.Exists(from))
        {
            return false;
        }
    }

    private void Delete(string path)
    {
        if (Directory.Exists(path))
        {
            _files.DeleteDirectory(path);
        }
        else if (File.Exists(path))
        {
            _files.DeleteFile(path);
        }
    }

    private void CopyAll(string from, string to)
    {
        if (!Directory.Exists(from))
        {
            _files.CopyFile(from, to);
            return;
        }

        _files.CreateDirectory(to);
        foreach (string entry in Directory.EnumerateFileSystemEntries(from))
        {
            CopyAll(entry, Path.Combine(to, Path.GetFileName(entry)));
        }
    }

    private void Guard(Action act) => Guard(() =>
    {
        act();
        return true;
    });

    private T Guard<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw ToStatus(e, _root);
        }
    }

    private static DeviceLinkException ToStatus(Exception failure, string path) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            new DeviceLinkException(DeviceLinkStatus.NotFound, "No such file or directory", failure),
        _ when FileErrors.IsFull(failure) =>
            new DeviceLinkException(DeviceLinkStatus.NoSpace, "No space left on device", Cause(failure, path)),
        _ when FileErrors.IsFileError(failure) =>
            new DeviceLinkException(DeviceLinkStatus.InputOutput, "Input/output error", Cause(failure, path)),
        _ => new DeviceLinkException(DeviceLinkStatus.Failed, "Operation failed", failure),
    };

    private static EngineException Cause(Exception failure, string path) => FileErrors.ToException(failure, path);
}
