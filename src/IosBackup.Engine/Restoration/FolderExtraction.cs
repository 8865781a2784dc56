using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// Extracts entries of backups to a folder. Entries are given one after the other, several workers write them; folders
/// and links get their form at the end, when nothing is written any more. An extraction that broke is continued by
/// doing it again: files that are there are passed over.
/// </summary>
/// <remarks>For one thread at a time. Memory grows with the number of entries by some bytes each.</remarks>
public sealed class FolderExtraction : IDisposable
{
    private readonly FileLayer _files;
    private readonly ExtractionOptions _options;
    private readonly IExtractionObserver _observer;
    private readonly Destination _destination;
    private readonly Placer _placer;
    private readonly NameMap _map;
    private readonly PrivateFolder[] _incoming;
    private readonly ContentProofs _proofs = new();
    private readonly FileWriter _writer;
    private readonly ExtractionWorkers _workers;
    private readonly List<(string Path, FileStamp Stamp)> _folders = [];
    private readonly List<ExtractionJob> _links = [];
    private long _bytesWritten;
    private long _filesWritten;
    private long _filesSkipped;
    private long _linksMade;
    private long _linksRecorded;
    private long _renamed;
    private long _failed;

    /// <summary>Prepares the destination, which is made when it is not there.</summary>
    /// <param name="destination">The folder to extract to.</param>
    /// <param name="options">How to work.</param>
    /// <param name="observer">Hears what happens.</param>
    /// <param name="stop">Stops at once.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationUnavailable"/>; <see cref="ErrorKind.DestinationProtected"/>: it lies in a
    /// backup; <see cref="ErrorKind.DestinationFull"/>: an empty destination has not the room for what is expected.
    /// </exception>
    public FolderExtraction(
        string destination, ExtractionOptions options, IExtractionObserver observer, CancellationToken stop = default)
        : this(FileLayer.Real, destination, options, observer, stop)
    {
    }

    internal FolderExtraction(
        FileLayer files,
        string destination,
        ExtractionOptions options,
        IExtractionObserver observer,
        CancellationToken stop)
    {
        _files = files;
        _options = options;
        _observer = observer;
        _destination = new Destination(files, destination);
        bool empty = Guard(() => _destination.IsEmpty);
        Guard(() => _destination.MakeFolder(string.Empty));
        if (empty && options.ExpectedBytes > Guard(FreeSpace))
        {
            throw Full(null, options.ExpectedBytes);
        }

        _placer = new Placer(options, _destination.FolderPath);
        _map = new NameMap(files, _destination.FolderPath, _placer.Reserve);

        // One a worker: those who make files in one folder wait for each other.
        _incoming = [.. Enumerable.Range(0, options.Workers).Select(
            worker => PrivateFolder.Create(_destination.FolderPath, sweep: worker == 0))];
        _writer = new FileWriter(files, _destination, _incoming, _proofs, options, CountBytes);
        _workers = new ExtractionWorkers(options.Workers, Write, stop);
    }

    /// <summary>
    /// Extracts an entry, soon. Waits while the workers are behind. What is wrong with the entry is the observer's to
    /// hear; what is thrown ends the extraction.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationFull"/>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Add(Backup backup, BackupFile file)
    {
        if (_placer.HasPlaceFor(file.Kind) || file.Kind == FileKind.SymbolicLink)
        {
            Try(file, () => AddChecked(backup, file));
        }
    }

    /// <summary>Waits for the workers, makes links, and gives folders their times.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationFull"/>.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ExtractionResult Complete()
    {
        _workers.Drain();
        foreach (ExtractionJob link in _links)
        {
            Try(link.Placement.File, () => MakeLink(link));
        }

        // The deepest first, so that no folder changes after its time was set.
        foreach ((string path, FileStamp stamp) in _folders.OrderByDescending(static folder => folder.Path.Length))
        {
            TryStamp(path, stamp);
        }

        Guard(_map.Flush);
        return new ExtractionResult
        {
            Destination = _destination.FolderPath,
            FilesWritten = _filesWritten,
            FilesSkipped = _filesSkipped,
            Folders = _folders.Count,
            Links = _linksMade,
            LinksRecorded = _linksRecorded,
            Failed = _failed,
            Renamed = _renamed,
            BytesWritten = _bytesWritten,
            MapPath = _map.IsUsed ? _map.FilePath : null,
        };
    }

    /// <summary>Ends what still runs and removes what is not complete.</summary>
    public void Dispose()
    {
        _workers.Dispose();
        _proofs.Dispose();
        try
        {
            _map.Dispose();
        }
        catch (IOException)
        {
            // After a whole extraction there is nothing left to write; after a broken one, the next writes it.
        }

        Array.ForEach(_incoming, static folder => folder.Dispose());
    }

    private void AddChecked(Backup backup, BackupFile file)
    {
        Placement placement = _placer.Place(backup, file);
        if (file.Kind == FileKind.SymbolicLink)
        {
            _links.Add(new ExtractionJob(backup, placement));
            return;
        }

        if (file.Kind == FileKind.Directory)
        {
            _destination.MakeFolder(placement.Path);
            _folders.Add((placement.Path, FileWriter.StampOf(file)));
            Record(backup, placement);
            return;
        }

        if (placement.Fate == NameFate.Repeated)
        {
            // It may still be on its way.
            _workers.Drain();
        }

        string above = Destination.Above(placement.Path);
        _destination.MakeFolder(above);
        Record(backup, placement);

        // Names as the phone has them may be one on a volume that does not tell cases apart.
        bool alone = !_options.KeepsNativeNames && placement.Fate != NameFate.Repeated && _destination.HasMade(above);
        _workers.Add(new ExtractionJob(backup, placement, alone));
    }

    private void Record(Backup backup, Placement placement)
    {
        _renamed += placement.IsRenamed ? 1 : 0;
        if (placement.IsRenamed || _options.Layout == ExtractionLayout.Flat)
        {
            _map.Add(_placer.Describe(backup, placement));
        }
    }

    private void Write(ExtractionJob job, CancellationToken stop) => Try(job.Placement.File, () =>
    {
        bool written = _writer.Write(job, stop);
        Interlocked.Increment(ref written ? ref _filesWritten : ref _filesSkipped);
        Report(job.Placement, written ? ExtractionOutcome.Written : ExtractionOutcome.Skipped);
    });

    private void MakeLink(ExtractionJob job)
    {
        Placement placement = job.Placement;
        string? wanted = placement.File.LinkTarget;
        string above = Destination.Above(placement.Path);
        string? target = _placer.HasPlaceFor(FileKind.SymbolicLink)
            ? LinkPaths.Contain(above, wanted, _placer.Escape)
            : null;
        bool made = target is not null && TryMakeLink(placement.Path, above, target);
        if (!made || target != wanted || placement.IsRenamed)
        {
            _map.Add(_placer.Describe(job.Backup, placement) with { IsAbsent = !made });
        }

        _renamed += made && placement.IsRenamed ? 1 : 0;
        _linksMade += made ? 1 : 0;
        _linksRecorded += made ? 0 : 1;
        Report(placement, made ? ExtractionOutcome.Linked : ExtractionOutcome.Recorded);
    }

    private bool TryMakeLink(string path, string above, string target)
    {
        _destination.MakeFolder(above);
        if (_destination.Look(path) is not FileAttributes existing)
        {
            return _files.TrySymbolicLink(_destination[path], target);
        }

        bool isLink = (existing & FileAttributes.ReparsePoint) != 0;
        if (isLink && (SymbolicLinks.ReadTarget(_destination[path]) ?? target) == target)
        {
            return true;
        }

        if (!isLink || !_options.Overwrites)
        {
            throw new EngineException(ErrorKind.DestinationExists, "Something else is where the link should be.")
            {
                Target = _destination[path],
            };
        }

        _files.DeleteFile(_destination[path]);
        return _files.TrySymbolicLink(_destination[path], target);
    }

    private void TryStamp(string path, FileStamp stamp)
    {
        try
        {
            _files.SetAttributes(_destination[path], stamp);
        }
        catch (Exception e) when (FileErrors.IsFull(e))
        {
            throw Full(e, 0);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The folder and all it holds are there; a volume may have no times or permissions for folders.
        }
    }

    private void CountBytes(int bytes)
    {
        Interlocked.Add(ref _bytesWritten, bytes);
        _observer.Wrote(bytes);
    }

    private void Report(Placement placement, ExtractionOutcome outcome) =>
        _observer.Ended(placement.File, _destination[placement.Path], outcome);

    /// <summary>Does something for an entry; its failure is the entry's alone, unless the disk is full.</summary>
    private void Try(BackupFile file, Action action)
    {
        try
        {
            action();
        }
        catch (EngineException e) when (e.Kind != ErrorKind.DestinationFull)
        {
            Fail(file, e);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            if (FileErrors.IsFull(e))
            {
                throw Full(e, Math.Max(file.Size, _options.ExpectedBytes - Interlocked.Read(ref _bytesWritten)));
            }

            Fail(file, FileErrors.ToException(e, file.ToString()));
        }
    }

    private void Fail(BackupFile file, EngineException error)
    {
        Interlocked.Increment(ref _failed);
        _observer.Failed(file, error);
    }

    private long FreeSpace() => _files.FreeSpace(_destination.FolderPath);

    private EngineException Full(Exception? cause, long needed) =>
        new(ErrorKind.DestinationFull, "The destination has not enough space.", cause)
        {
            Target = _destination.FolderPath,
            NeededBytes = needed,
            FreeBytes = Guard(FreeSpace),
        };

    private void Guard(Action action) => Guard(() =>
    {
        action();
        return true;
    });

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, _destination.FolderPath);
        }
    }
}
