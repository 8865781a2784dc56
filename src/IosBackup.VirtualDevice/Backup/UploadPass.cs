using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.VirtualDevice.Services;
using IosBackup.VirtualDevice.Services.Afc;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Sends files in batches and writes the new manifest on the way.</summary>
internal sealed class UploadPass(RunContext context, ManifestWriter manifest, UploadJournal journal, long totalSize)
    : IDisposable
{
    private const int BatchSize = 128;
    private const long PlaceholderFlag = 16;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

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
        for (int i = 0; i < (IsRetry ? 0 : context.Faults.PlaceholderRows); i++)
        {
            manifest.Add(FileIds.Compute("Placeholder", $"{i}"), null, null, PlaceholderFlag, default);
        }

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

        bool cancels = false;
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
                cancels = true;
            }
        }

        await context.Drive.EndUploadAsync();
        if (cancels)
        {
            await LetGoAsync();
        }

        _sentBytes += size;
        context.Drive.Progress = totalSize == 0
            ? RunContext.ProgressAfterUpload
            : RunContext.ProgressAfterUpload * Math.Min(1.0, (double)_sentBytes / totalSize);
        _batch.Clear();
    }

    /// <summary>
    /// Leaves the host the time to notice that the user cancels, which it shows by giving the sync lock back: what is
    /// left to be sent might be sent sooner.
    /// </summary>
    private async Task LetGoAsync()
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (context.Phone.Media.IsLocked(AfcTree.SyncLockPath) && waited.Elapsed < s_patience)
        {
            await Task.Delay(s_pause, context.CancellationToken);
        }
    }

    private void Note(BackupFile record)
    {
        byte[] encoded = MBFileEncoder.Encode(record);
        journal.Append(record.FileId, encoded);
        manifest.Add(record.FileId, record.Domain, record.RelativePath, (long)record.Kind, encoded);
    }
}
