using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Sends files in batches and writes the new manifest on the way.</summary>
internal sealed class UploadPass(RunContext context, ManifestWriter manifest, UploadJournal journal, long totalSize)
    : IDisposable
{
    private const int BatchSize = 128;
    private const double ProgressAtEnd = 90;

    private readonly FileUploader _uploader = new(context);
    private readonly List<ScannedFile> _batch = new(BatchSize);
    private readonly List<ScannedFile> _modified = [];
    private long _sentBytes;
    private int _sentFiles;

    /// <summary>Files that changed while they were sent, and have to be sent again.</summary>
    public IReadOnlyList<ScannedFile> Modified => _modified;

    /// <summary>Whether these files are sent for the second time; there is no third.</summary>
    public bool IsRetry { get; init; }

    /// <summary>Takes the next file: sends it when it has to be, and notes it in the manifest.</summary>
    public async ValueTask AddAsync(ScannedFile file)
    {
        if (file.State != ScanState.ToSend)
        {
            manifest.Add(file.Record);
            return;
        }

        _batch.Add(file);
        if (_batch.Count == BatchSize)
        {
            await SendBatchAsync();
        }
    }

    /// <summary>Sends what is left.</summary>
    public async Task FinishAsync()
    {
        if (_batch.Count > 0)
        {
            await SendBatchAsync();
        }
    }

    public void Dispose() => _uploader.Dispose();

    private async Task SendBatchAsync()
    {
        if (context.Faults.SendPings)
        {
            await UploadFaultActions.PingAsync(context);
        }

        long size = _batch.Sum(static file => file.Length);
        await context.Drive.Peer.BeginUploadAsync(context.Drive.Progress, size, context.CancellationToken);
        foreach (ScannedFile file in _batch)
        {
            bool modified = !IsRetry && _sentFiles < context.Faults.FilesModifiedWhileUploading;
            BackupFile? record = await _uploader.SendAsync(file);
            _sentFiles++;
            if (modified)
            {
                _modified.Add(file);
            }
            else if (record is not null)
            {
                Note(record);
            }

            if (_sentFiles == context.Faults.CancelAfterFiles)
            {
                context.Phone.PostNotification(NotificationNames.SyncCancelRequest);
            }
        }

        await context.Drive.EndUploadAsync();
        _sentBytes += size;
        context.Drive.Progress = totalSize == 0 ? ProgressAtEnd : ProgressAtEnd * Math.Min(1.0, (double)_sentBytes / totalSize);
        _batch.Clear();
    }

    private void Note(BackupFile record)
    {
        byte[] encoded = MBFileEncoder.Encode(record);
        journal.Append(record.FileId, encoded);
        manifest.Add(record.FileId, record.Domain, record.RelativePath, (long)record.Kind, encoded);
    }
}
