using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Writes the files of a backup's folder. It grows beside its goal and gets its name when it is complete; what is not
/// completed is removed.
/// </summary>
internal sealed class BackupFolderWriter : IDisposable
{
    private const string Unfinished = ".partial";
    private const int BufferSize = 128 * 1024;

    private readonly string _goal;
    private readonly BackupFolder _folder;
    private readonly FileLayer _files;
    private readonly CancellationToken _stop;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly bool _flushEach = !RuntimeInformation.IsOSPlatform(OSPlatform.Linux);
    private bool _published;

    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationExists"/> and others.</exception>
    public BackupFolderWriter(string goal, FileLayer files, CancellationToken stop)
    {
        _goal = Path.GetFullPath(goal);
        _folder = new BackupFolder(_goal + Unfinished);
        _files = files;
        _stop = stop;
        if (Directory.Exists(_goal) || Directory.Exists(_folder.Path))
        {
            throw new EngineException(ErrorKind.DestinationExists, "The folder exists already.") { Target = _goal };
        }

        Guard(() => _files.CreateDirectory(_folder.Path));
    }

    /// <summary>Writes the stored bytes of a file.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: they are there already; <see cref="ErrorKind.DestinationFull"/>,
    /// <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public void WritePayload(string fileId, Stream payload)
    {
        string name = BackupFolder.ShardedName(fileId);
        if (File.Exists(_folder[name]))
        {
            throw new EngineException(ErrorKind.InvalidArgument, $"The entry {fileId} was added before.")
            {
                Target = _goal,
            };
        }

        Guard(() => _files.CreateDirectory(Path.GetDirectoryName(_folder[name])!));
        Write(name, payload, _flushEach);
    }

    /// <summary>Writes one of the files that describe the backup.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public void WriteMetadata(string name, byte[] content) => WriteMetadata(name, new MemoryStream(content));

    /// <inheritdoc cref="WriteMetadata(string, byte[])"/>
    public void WriteMetadata(string name, Stream content) => Write(name, content, flush: true);

    /// <summary>Makes everything durable and gives the folder its name.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>.
    /// </exception>
    public void Publish() => Guard(() =>
    {
        _files.SyncVolume(_folder.Path);
        _files.MoveDirectory(_folder.Path, _goal);
        _published = true;
        _files.SyncDirectory(Path.GetDirectoryName(_goal)!);
    });

    public void Dispose()
    {
        if (_published)
        {
            return;
        }

        try
        {
            _files.DeleteDirectory(_folder.Path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The error that kept the backup from being finished is the one to report.
        }
    }

    private void Write(string name, Stream content, bool flush) => Guard(() =>
    {
        using Stream file = _files.CreateNew(_folder[name]);
        for (int count; (count = content.Read(_buffer, 0, BufferSize)) > 0;)
        {
            _stop.ThrowIfCancellationRequested();
            _files.Write(file, _buffer, count);
        }

        if (flush)
        {
            _files.Flush(file);
        }
    });

    private void Guard(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, _goal);
        }
    }
}
