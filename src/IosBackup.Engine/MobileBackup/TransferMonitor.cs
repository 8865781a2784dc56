using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.MobileBackup.Drive;

namespace IosBackup.Engine.MobileBackup;

/// <summary>
/// Hears everything of a run and makes progress reports of it, a few a second at most: a run of a million files must
/// not spend its time on talking about them.
/// </summary>
internal sealed class TransferMonitor(IProgress<BackupProgress>? progress, Action<StoredBlob>? stored = null)
    : IDeviceLinkObserver, IDriveObserver
{
    private const int MostFailedFiles = 1000;

    private static readonly long s_pause = Stopwatch.Frequency / 8;

    private readonly object _gate = new();
    private readonly List<FailedFile> _failedFiles = [];
    private BackupPhase _phase = BackupPhase.Connecting;
    private long _filesReceived;
    private long _bytesReceived;
    private long _filesSent;
    private long _bytesSent;
    private long _failedCount;
    private double? _percent;
    private string? _currentFile;
    private TimeSpan _silence;
    private (long Files, long? FilesTotal, long Bytes, long? BytesTotal) _checked;
    private bool _requested;
    private long _lastReport;

    /// <summary>Whether files travel to the device: what it fetches is then no preparation.</summary>
    public bool Sends { get; init; }

    /// <summary>Files that arrived whole.</summary>
    public long FilesReceived => Interlocked.Read(ref _filesReceived);

    /// <summary>Bytes that arrived.</summary>
    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>Files that were sent.</summary>
    public long FilesSent => Interlocked.Read(ref _filesSent);

    /// <summary>Bytes that were sent.</summary>
    public long BytesSent => Interlocked.Read(ref _bytesSent);

    /// <summary>How many files the device could not read.</summary>
    public long FailedCount => _failedCount;

    /// <summary>The first of them.</summary>
    public IReadOnlyList<FailedFile> FailedFiles => _failedFiles;

    /// <summary>
    /// The first request that this host refused or failed to carry out, as the cause of what the device says; a path
    /// that leads out of the backup goes before any other.
    /// </summary>
    public EngineException? HostFailure { get; private set; }

    /// <summary>Whether the device has begun to work.</summary>
    public bool HasBegun => _requested;

    /// <summary>Tells of a new phase at once.</summary>
    public void Enter(BackupPhase phase)
    {
        lock (_gate)
        {
            _phase = phase;
            _silence = TimeSpan.Zero;
        }

        Report(always: true);
    }

    /// <summary>Tells how far this host is with its own look at a backup.</summary>
    public void Checked(long files, long? filesTotal, long bytes, long? bytesTotal)
    {
        lock (_gate)
        {
            _checked = (files, filesTotal, bytes, bytesTotal);
        }

        Report(always: files == filesTotal);
    }

    /// <summary>Tells of silence on the wire.</summary>
    public void Silent(TimeSpan silence)
    {
        _silence = silence;
        Report(always: false);
    }

    public void Requested(string verb, double? percent)
    {
        _percent = percent ?? _percent;
        _requested = true;
        BackupPhase phase = verb switch
        {
            DeviceLinkVerb.DownloadFiles when Sends => BackupPhase.SendingFiles,
            DeviceLinkVerb.UploadFiles => BackupPhase.ReceivingFiles,
            DeviceLinkVerb.MoveItems or DeviceLinkVerb.RemoveItems => BackupPhase.Finishing,
            _ => _phase is BackupPhase.WaitingForPasscode or BackupPhase.Connecting
                ? BackupPhase.PreparingDevice
                : _phase,
        };
        _silence = TimeSpan.Zero;
        if (phase != _phase)
        {
            Enter(phase);
        }
        else
        {
            Report(always: false);
        }
    }

    public void FileSent(long bytes)
    {
        Interlocked.Increment(ref _filesSent);
        Interlocked.Add(ref _bytesSent, bytes);
        Report(always: false);
    }

    public void Failed(string verb, DeviceLinkException failure)
    {
        // Asking whether a file exists, and purging, are refused as a matter of course.
        if (failure.InnerException is EngineException cause)
        {
            HostFailure = cause.Kind == ErrorKind.UnsafePath ? cause : HostFailure ?? cause;
        }
    }

    public void Received(int bytes) => Interlocked.Add(ref _bytesReceived, bytes);

    public void FileEnded(string devicePath, long length, string? failure)
    {
        _currentFile = devicePath;
        if (failure is null)
        {
            Interlocked.Increment(ref _filesReceived);
        }
        else if (++_failedCount <= MostFailedFiles)
        {
            _failedFiles.Add(new FailedFile(devicePath, failure));
        }

        Report(always: false);
    }

    public void Stored(StoredBlob blob) => stored?.Invoke(blob);

    private void Report(bool always)
    {
        if (progress is null)
        {
            return;
        }

        long now = Stopwatch.GetTimestamp();
        if (!always && now - Volatile.Read(ref _lastReport) < s_pause)
        {
            return;
        }

        Volatile.Write(ref _lastReport, now);
        (long Files, long? FilesTotal, long Bytes, long? BytesTotal) done;
        lock (_gate)
        {
            done = _checked;
        }

        progress.Report(new BackupProgress
        {
            Phase = _phase,
            FilesReceived = FilesReceived,
            BytesReceived = BytesReceived,
            FilesSent = FilesSent,
            BytesSent = BytesSent,
            FilesChecked = done.Files,
            FilesToCheck = done.FilesTotal,
            BytesChecked = done.Bytes,
            BytesToCheck = done.BytesTotal,
            DevicePercent = _percent,
            Silence = _silence,
            CurrentFile = _currentFile,
        });
    }
}
