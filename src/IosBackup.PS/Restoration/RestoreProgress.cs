using System;
using System.Diagnostics;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;
using IosBackup.Output;
using IosBackup.Pipeline;

namespace IosBackup.Restoration;

/// <summary>Shows how far a restore to a folder is, and writes the errors of single items.</summary>
internal sealed class RestoreProgress : IExtractionObserver, IDisposable
{
    private const long MillisecondsBetween = 100;

    private readonly IRestoreHost _host;
    private readonly ExtractionTotals? _totals;
    private readonly ProgressLine _line;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private long _next;
    private long _files;
    private long _bytes;
    private long _bytesPassed;

    public RestoreProgress(IRestoreHost host, string destination, ExtractionTotals? totals)
    {
        _host = host;
        _totals = totals;
        _line = host.AddProgress($"Restoring to {destination}");
    }

    public void Wrote(int bytes)
    {
        Interlocked.Add(ref _bytes, bytes);
        Report(null);
    }

    public void Ended(BackupFile file, string path, ExtractionOutcome outcome)
    {
        if (file.Kind == FileKind.File)
        {
            Interlocked.Increment(ref _files);
            Interlocked.Add(ref _bytesPassed, outcome == ExtractionOutcome.Skipped ? file.Size : 0);
        }

        Report(file);
    }

    public void Failed(BackupFile file, EngineException error) =>
        _host.Fail(
            error.Target is null
                ? new EngineException(error.Kind, error.Message, error) { Target = file.ToString() }
                : error,
            file.ToString());

    public void Dispose() => _line.Dispose();

    private void Report(BackupFile? file)
    {
        long now = _clock.ElapsedMilliseconds;
        long next = Interlocked.Read(ref _next);
        if (now < next || Interlocked.CompareExchange(ref _next, now + MillisecondsBetween, next) != next)
        {
            return;
        }

        long files = Interlocked.Read(ref _files);
        long bytes = Interlocked.Read(ref _bytes);
        string rate = _Format.Rate(bytes * 1000.0 / Math.Max(1, now));
        string status = _totals is null
            ? $"{_Format.Count(files)} files, {_Format.Size(bytes)}, {rate}"
            : $"{_Format.Count(files)} of {_Format.Count(_totals.Files)} files, "
                + $"{_Format.Size(bytes)} of {_Format.Size(_totals.Bytes)}, {rate}";
        _line.Report(new ProgressState(
            status, bytes + Interlocked.Read(ref _bytesPassed), _totals?.Bytes, file?.ToString()));
    }
}
