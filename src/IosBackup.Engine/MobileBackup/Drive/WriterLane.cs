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
    private readonly FileLayer _files;
    private readonly Action<StoredBlob> _stored;
    private readonly Action<WriteJob> _done;
    private readonly BlockingQueue<WriteJob> _jobs = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Thread _thread;
    private Stream? _file;
    private long _length;

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
        _file?.Dispose();
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

        _file ??= job.File.IsPayload
            ? _files.CreatePayload(job.File.TemporaryPath)
            : _files.CreateNew(job.File.TemporaryPath);
        if (job.Buffer is byte[] buffer)
        {
            _files.Write(_file, buffer, job.Count);
            _hash.AppendData(buffer, 0, job.Count);
            _length += job.Count;
        }

        if (job.End == WriteJobEnd.Complete)
        {
            StoredBlob blob = new(job.File.HostPath, _length, _hash.GetHashAndReset());
            Close();
            _stored(blob);
            _files.MoveFile(job.File.TemporaryPath, job.File.Path);
        }
    }

    private void Discard(IncomingFile file)
    {
        try
        {
            _hash.GetHashAndReset();
            Close();
            _files.DeleteFile(file.TemporaryPath);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // It lies outside the backup, in a folder that is emptied before each run.
            Debug.WriteLine(e);
        }
    }

    private void Close()
    {
        Stream? file = _file;
        _file = null;
        _length = 0;
        file?.Dispose();
    }
}
