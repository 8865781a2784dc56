using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.VirtualDevice.Backup;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>Fetches the content of files, many in one request, and checks each while it arrives.</summary>
internal sealed class FileDownloader(RunContext context, string source, ClassKeys? keys, IRestoreTarget target)
{
    private const int BatchSize = 128;
    private const double ProgressAtEnd = 95;

    private readonly Dictionary<string, BackupFile> _batch = new(StringComparer.Ordinal);
    private long _sizeDone;
    private BackupException? _problem;

    /// <summary>Bytes that arrived, in the form in which the backup stores them.</summary>
    public long BytesReceived { get; private set; }

    /// <summary>Fetches files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="size">Bytes that they have together, for the progress.</param>
    /// <exception cref="BackupException">One is missing or damaged.</exception>
    public async Task RunAsync(IEnumerable<BackupFile> files, long size)
    {
        foreach (BackupFile file in files)
        {
            RequireKey(file);
            _batch.Add(PathOf(file), file);
            if (_batch.Count == BatchSize)
            {
                await FetchAsync(size);
            }
        }

        if (_batch.Count > 0)
        {
            await FetchAsync(size);
        }
    }

    private async Task FetchAsync(long size)
    {
        context.Drive.Progress = ProgressAtEnd * _sizeDone / Math.Max(1, size);
        await context.Drive.ReadAsync([.. _batch.Keys], Open, Receive);
        _sizeDone += _batch.Values.Sum(static file => Math.Max(0, file.Size));
        _batch.Clear();
        if (_problem is BackupException problem)
        {
            throw problem;
        }
    }

    private IncomingPayload Open(string path)
    {
        BackupFile file = _batch[path];
        using FileKey? key = file.IsEncrypted ? keys?.Open(file.EncryptionKey.Span) : null;
        return new IncomingPayload(file, key, target.Begin(file));
    }

    /// <summary>Takes a file that arrived. The rest of the batch has to be read whatever is wrong with it.</summary>
    private void Receive(string path, Stream stream)
    {
        IncomingPayload payload = (IncomingPayload)stream;
        BytesReceived += payload.StoredLength;
        if (payload.Complete() is BackupException problem)
        {
            _problem ??= problem;
        }
        else
        {
            target.Keep(_batch[path]);
        }
    }

    /// <summary>Refuses a file whose key does not open, before any of it is on its way.</summary>
    private void RequireKey(BackupFile file)
    {
        if (keys is null)
        {
            return;
        }

        try
        {
            keys.Open(file.EncryptionKey.Span).Dispose();
        }
        catch (EngineException e) when (file.Size > 0 || file.IsEncrypted)
        {
            throw new BackupException(
                BackupErrorCode.CorruptBackup, $"{file} cannot be decrypted", new BackupException(
                BackupErrorCode.InvalidFormat, e.Message));
        }
        catch (EngineException)
        {
            // Empty files have nothing to decrypt.
        }
    }

    /// <summary>Files that a broken run left in the snapshot are marked in the manifest.</summary>
    private string PathOf(BackupFile file) => HostLayout.Payload(
        (file.RowFlags & ~(int)FileKind.Any) == 0 ? source : HostLayout.In(source, BackupFolder.SnapshotName),
        file.FileId);
}
