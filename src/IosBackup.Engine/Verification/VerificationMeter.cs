using System;
using System.Threading;

namespace IosBackup.Engine.Verification;

/// <summary>Counts what a verification does, on several threads, and tells how far it is.</summary>
internal sealed class VerificationMeter(IProgress<VerificationProgress>? progress)
{
    private const long BytesBetweenReports = 4 * 1024 * 1024;
    private const long FilesBetweenReports = 256;

    private long _files;
    private long _bytes;
    private long _unproved;
    private long _nextBytes = BytesBetweenReports;

    public long? FilesTotal { get; set; }

    public long? BytesTotal { get; set; }

    public long Files => Interlocked.Read(ref _files);

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Unproved => Interlocked.Read(ref _unproved);

    /// <summary>Counts a file that has been looked at.</summary>
    public void AddFile()
    {
        if (Interlocked.Increment(ref _files) % FilesBetweenReports == 0)
        {
            Report();
        }
    }

    /// <summary>Counts a file whose stored bytes nothing proves.</summary>
    public void AddUnproved() => Interlocked.Increment(ref _unproved);

    /// <summary>Counts stored bytes that have been read.</summary>
    public void AddBytes(int count)
    {
        if (Interlocked.Add(ref _bytes, count) >= Interlocked.Read(ref _nextBytes))
        {
            Interlocked.Add(ref _nextBytes, BytesBetweenReports);
            Report();
        }
    }

    /// <summary>Tells how far it is.</summary>
    public void Report() => progress?.Report(
        new VerificationProgress(VerificationPhase.Checking, Files, FilesTotal, Bytes, BytesTotal));
}
