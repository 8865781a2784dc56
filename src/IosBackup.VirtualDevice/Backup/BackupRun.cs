using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>A backup, from the passcode to the last check.</summary>
internal sealed class BackupRun(RunContext context)
{
    /// <summary>The protection class of the manifest's key: readable whenever the phone is on.</summary>
    private const int ManifestClass = 4;

    private const long SpaceToSpare = 128 * 1024 * 1024;
    private const long SpaceToPurgeBeyond = 2L * 1024 * 1024 * 1024;

    private readonly VirtualPhone _phone = context.Phone;
    private readonly HostDrive _drive = context.Drive;
    private readonly HostLayout _layout = context.Layout;

    /// <exception cref="BackupException">The backup failed, and the host is to be told why.</exception>
    public async Task RunAsync()
    {
        await context.AskForPasscodeAsync();
        await CheckPreconditionsAsync();
        using BackupPlan plan = await new BackupPlanner(context).PlanAsync();
        PhoneContentSnapshot content = _phone.Content.TakeSnapshot();
        FileScanner scanner = new(plan.Stored, plan.Arrived, context.Keys.IsEncrypted);
        UploadJournal journal = new();
        bool keepsJournal = true;
        try
        {
            await context.BeginAsync(BackupStep.Scan);
            long size = MeasureUpload(scanner.Scan(content), journal);
            await RunAsync(plan, scanner, content, journal, size);
            keepsJournal = false;
        }
        catch (BackupException)
        {
            keepsJournal = false;
            throw;
        }
        finally
        {
            // Only a broken connection leaves something to be continued.
            if (keepsJournal)
            {
                _phone.Backups.KeepUnfinished(new UnfinishedBackup(plan.Uuid, context.Keys, journal));
            }
            else
            {
                journal.Dispose();
            }
        }
    }

    private async Task RunAsync(
        BackupPlan plan, FileScanner scanner, PhoneContentSnapshot content, UploadJournal journal, long size)
    {
        await RequireSpaceAsync(size);
        string? aside = plan.PutsAside ? _layout.Aside(DateTimeOffset.UtcNow) : null;
        StatusWriter status = new(context, plan.Uuid, plan.FormerState, plan.IsFull);
        await PrepareAsync(aside);
        await WriteUploadingAsync(status);
        using PrivateFolder scratch = PrivateFolder.Create();
        string manifestPath = scratch[HostLayout.ManifestName];
        using (ManifestWriter manifest = ManifestWriter.Create(manifestPath))
        {
            await UploadAsync(scanner, content, journal, size, status, manifest);
            manifest.Finish();
        }

        _drive.Progress = RunContext.ProgressAfterUpload;
        await SendManifestAsync(manifestPath, scanner.Domains);
        await context.BeginAsync(BackupStep.StatusMoving);
        await status.WriteAsync(StatusWriter.Moving);
        BackupCommit commit = new(context, status);
        await commit.MoveAsync(journal.ReadIds());
        using (ManifestIndex current = new(manifestPath))
        {
            // What a full run leaves behind, no run removes.
            await commit.RemoveAsync(
                plan.Stored?.AllFileIds().Where(fileId => !current.Contains(fileId)) ?? Enumerable.Empty<string>());
        }

        _drive.Progress = RunContext.ProgressAfterCommit;
        if (aside is not null)
        {
            await context.BeginAsync(BackupStep.RemoveOld);
            await _drive.RemoveDirectoryAsync(aside);
        }

        await VerifyAsync();
    }

    private async Task CheckPreconditionsAsync()
    {
        await context.BeginAsync(BackupStep.Preconditions);
        PolicyChecks.Require(_phone);
        if (_phone.RequiresEncryption && !context.Keys.IsEncrypted)
        {
            throw new BackupException(
                BackupErrorCode.WrongPassword, "No backup password set when required by device management");
        }
    }

    /// <summary>Bytes to send. What an interrupted run has sent is taken over.</summary>
    private static long MeasureUpload(IEnumerable<ScannedFile> files, UploadJournal journal)
    {
        long size = 0;
        foreach (ScannedFile file in files)
        {
            if (file.State == ScanState.ToSend)
            {
                size += file.Length;
            }
            else if (file.State == ScanState.Arrived)
            {
                journal.Append(file.Record.FileId, MBFileEncoder.Encode(file.Record));
            }
        }

        return size;
    }

    private async Task RequireSpaceAsync(long size)
    {
        await context.BeginAsync(BackupStep.FreeSpace);
        long needed = (context.Faults.ClaimedUploadSize ?? size) + SpaceToSpare;
        long? free = await GetFreeSpaceAsync();
        if (free <= needed && await _drive.PurgeAsync(needed - free.Value + SpaceToPurgeBeyond))
        {
            free = await GetFreeSpaceAsync();
        }

        if (free <= needed)
        {
            throw new BackupException(
                BackupErrorCode.HostFull, "Insufficient free disk space on drive to back up");
        }
    }

    private async Task<long?> GetFreeSpaceAsync()
    {
        long? free = await _drive.GetFreeSpaceAsync();
        HostInspection.CheckFreeSpace(_phone.Observations, free);
        return free;
    }

    private async Task PrepareAsync(string? aside)
    {
        await context.BeginAsync(BackupStep.Prepare);
        if (aside is not null)
        {
            await _drive.MoveAsync(new PlistDictionary { [_layout.Root] = aside });
        }

        foreach (string folder in (string[])[_layout.Root, _layout.Snapshot])
        {
            await _drive.CreateDirectoryAsync(folder);
            foreach (string shard in HostLayout.Shards)
            {
                await _drive.CreateDirectoryAsync(HostLayout.In(folder, shard));
            }
        }
    }

    private async Task WriteUploadingAsync(StatusWriter status)
    {
        await context.BeginAsync(BackupStep.StatusUploading);
        await status.WriteAsync(StatusWriter.Uploading);
    }

    private async Task UploadAsync(
        FileScanner scanner,
        PhoneContentSnapshot content,
        UploadJournal journal,
        long size,
        StatusWriter status,
        ManifestWriter manifest)
    {
        await context.BeginAsync(BackupStep.Upload);
        await UploadFaultActions.RunAsync(context);
        using UploadPass pass = new(context, manifest, journal, size);
        foreach (ScannedFile file in scanner.Scan(content))
        {
            await pass.AddAsync(file);
        }

        await pass.FinishAsync();
        if (pass.Modified.Count > 0)
        {
            await SendAgainAsync(pass.Modified, scanner, journal, status, manifest);
        }
    }

    /// <summary>Sends files once more that changed while they were sent, as they are by now.</summary>
    private async Task SendAgainAsync(
        IReadOnlyList<ScannedFile> modified,
        FileScanner scanner,
        UploadJournal journal,
        StatusWriter status,
        ManifestWriter manifest)
    {
        await context.BeginAsync(BackupStep.Retry);
        IEnumerable<PhoneFile> files = modified.Select(entry =>
            _phone.Content.Find(entry.File.Domain, entry.File.RelativePath) ?? entry.File);
        await RequireSpaceAsync(modified.Sum(static entry => entry.Length));
        await PrepareAsync(aside: null);
        await WriteUploadingAsync(status);
        using UploadPass pass = new(context, manifest, journal, 0) { IsRetry = true };
        foreach (ScannedFile file in scanner.Scan(files))
        {
            await pass.AddAsync(file);
        }

        await pass.FinishAsync();
    }

    private async Task SendManifestAsync(string manifestPath, IEnumerable<string> domains)
    {
        await context.BeginAsync(BackupStep.SendManifest);
        using FileKey? key = context.Keys.ClassKeys?.NewKey(ManifestClass);
        byte[] properties = PropertiesWriter.Describe(_phone, context.Keys, key, domains).ToBytes();
        await _drive.UploadAsync(
            DevicePaths.Temporary(HostLayout.PropertiesName),
            HostLayout.In(_layout.Snapshot, HostLayout.PropertiesName),
            properties);
        FileStream plain = File.OpenRead(manifestPath);
        long length = key is null ? plain.Length : CbcEncryptStream.StoredLength(plain.Length);
        await _drive.UploadAsync(
            DevicePaths.Temporary(HostLayout.ManifestName),
            HostLayout.In(_layout.Snapshot, HostLayout.ManifestName),
            key is null ? plain : new CbcEncryptStream(plain, key),
            length);
    }

    /// <summary>Reads the result back from the host and looks for every file.</summary>
    private async Task VerifyAsync()
    {
        await context.BeginAsync(BackupStep.FinalVerify);
        await _drive.ReadAsync(_layout.Status);
        using HostManifest? manifest =
            await HostManifest.ReadAsync(_drive, _layout.Root, context.Keys, _phone.BackupPassword);
        bool complete = manifest is not null
            && await new BackupWalk(_drive).HasAllAsync(_layout.Root, manifest) && !context.Faults.MissFileAtEnd;
        if (!complete)
        {
            throw new BackupException(BackupErrorCode.CorruptBackup, "Manifest references files not in backup");
        }
    }
}
