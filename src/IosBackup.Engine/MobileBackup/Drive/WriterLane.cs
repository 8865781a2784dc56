using System;
using System.Diagnostics;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>
/// One writer thread. The jobs of a file come to one lane and in order, so a lane has at most one file open and hashes
/// it while it writes.
/// </summary>
internal sealed class WriterLane : IDisposable
{
    private const long FlushedAtOnce = 8L * 1024 * 1024;

    private readonly FileLayer _files;
    private readonly Action<StoredBlob> _stored;
    private readonly Action<WriteJob> _done;
    private readonly BlockingQueue<WriteJob> _jobs = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Thread _thread;
    private Stream? _file;
    private IncomingFile? _current;
    private long _length;
    private long _flushing;

    /// <param name="files">The file system.</param>
    /// <param name="stored">Told of a whole file before it takes its place.</param>
    /// <param name="done">Told after each job.</param>
    public WriterLane(FileLayer files, Action<StoredBlob> stored, Action<WriteJob> done)
    {
        _files = files;
        _stored = stored;
        _done = done;
        _thread = new Thread(Run) { IsBackground = true, Name = "IosBackup writer" };
        _thread.Start();
    }

    /// <summary>Jobs that wait.</summary>
    public int Waiting => _jobs.Count;

    public void Add(WriteJob job) => _jobs.TryAdd(job);

    public void Dispose()
    {
        _jobs.Close();
        _thread.Join();
        if (_current is IncomingFile unfinished)
        {
            Discard(unfinished);
        }

        _hash.Dispose();
    }

    private void Run()
    {
        while (_jobs.TryTake(out WriteJob job))
        {
            try
            {
                Do(job);
            }
            catch (Exception e)
            {
                // Whatever fails, the device hears of it and the file is not counted as stored.
                job.File.Failure ??= e;
                Discard(job.File);
            }

            _done(job);
        }
    }

    private void Do(WriteJob job)
    {
        if (job.File.Failure is not null || job.End == WriteJobEnd.Discard)
        {
            Discard(job.File);
            return;
        }

        _current = job.File;
        _file ??= Create(job.File);
        if (job.Buffer is byte[] buffer)
        {
            _files.Write(_file, buffer, job.Count);
            _hash.AppendData(buffer, 0, job.Count);
            _length += job.Count;
            if (_length - _flushing >= FlushedAtOnce)
            {
                // Large files: the disk works on what is written while the rest arrives, not only at the end.
                _files.BeginFlush(_file, _flushing, _length - _flushing);
                _flushing = _length;
            }
        }

        if (job.End == WriteJobEnd.Complete)
        {
            StoredBlob blob = new(job.File.HostPath, _length, _hash.GetHashAndReset());
            Close();
            Store(job.File, blob);
        }
    }

    private void Store(IncomingFile file, StoredBlob blob)
    {
        if (!file.GrowsInPlace)
        {
            file.Stored = blob;
            return;
        }

        _stored(blob);
        if (file.WrittenPath != file.Path)
        {
            _files.MoveFile(file.TemporaryPath, file.Path);
        }
    }

    private Stream Create(IncomingFile file)
    {
        if (file.GrowsInPlace)
        {
            try
            {
                Stream created = _files.CreatePayload(file.Path);
                file.WrittenPath = file.Path;
                return created;
            }
            catch (IOException) when (File.Exists(file.Path))
            {
                // What lies there may be an older generation's as well: it is replaced, never written to.
            }
        }

        file.WrittenPath = file.TemporaryPath;
        return file.IsPayload ? _files.CreatePayload(file.TemporaryPath) : _files.CreateNew(file.TemporaryPath);
    }

    private void Discard(IncomingFile file)
    {
        try
        {
            _hash.GetHashAndReset();
            Close();
            if (file.WrittenPath is string written)
            {
                _files.DeleteFile(written);
                file.WrittenPath = null;
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The device hears that it failed, and the next run finds no entry for it.
            Debug.WriteLine(e);
        }
    }

    private void Close()
    {
        Stream? file = _file;
        _file = null;
        _current = null;
        _length = 0;
        _flushing = 0;
        file?.Dispose();
    }
}
