using System.Collections.Generic;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>
/// Turns what has been sent into the backup: the snapshot's files are moved to their places, what nothing refers to any
/// more is removed. Works for the run that sent them and for a later one that finds them.
/// </summary>
internal sealed class BackupCommit(RunContext context, StatusWriter status)
{
    private const int BatchSize = 128;

    private readonly HostDrive _drive = context.Drive;
    private readonly HostLayout _layout = context.Layout;

    /// <summary>Moves the payloads, then the manifests.</summary>
    public async Task MoveAsync(IEnumerable<string> fileIds)
    {
        await context.BeginAsync(BackupStep.Move);
        PlistDictionary batch = new();
        foreach (string fileId in fileIds)
        {
            batch[HostLayout.Payload(_layout.Snapshot, fileId)] = HostLayout.Payload(_layout.Root, fileId);
            if (batch.Count == BatchSize)
            {
                await _drive.MoveAsync(batch);
                batch = new PlistDictionary();
            }
        }

        if (batch.Count > 0)
        {
            await _drive.MoveAsync(batch);
        }

        await context.BeginAsync(BackupStep.MoveManifest);
        await MoveManifestAsync(HostLayout.PropertiesName);
        await MoveManifestAsync(HostLayout.ManifestName);
        await context.BeginAsync(BackupStep.StatusRemoving);
        await status.WriteAsync(StatusWriter.Removing);
    }

    /// <summary>Removes payloads and the snapshot, and declares the backup finished.</summary>
    public async Task RemoveAsync(IEnumerable<string> fileIds)
    {
        await context.BeginAsync(BackupStep.Remove);
        List<string> batch = [];
        foreach (string fileId in fileIds)
        {
            batch.Add(HostLayout.Payload(_layout.Root, fileId));
            if (batch.Count == BatchSize)
            {
                await _drive.RemoveAsync(batch);
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            await _drive.RemoveAsync(batch);
        }

        await context.BeginAsync(BackupStep.RemoveSnapshot);
        await _drive.RemoveDirectoryAsync(_layout.Snapshot);
        await _drive.RemoveAsync([_layout.OldIndex]);
        await context.BeginAsync(BackupStep.StatusFinished);
        await status.WriteAsync(BackupStatus.Finished);
    }

    /// <summary>A manifest that an earlier attempt has moved already is fine.</summary>
    private Task MoveManifestAsync(string name) => _drive.MoveAsync(
        new PlistDictionary { [HostLayout.In(_layout.Snapshot, name)] = HostLayout.In(_layout.Root, name) },
        mayBeMissing: true);
}
