using System;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Writes Status.plist, which says how far a run has come.</summary>
/// <param name="context">The run.</param>
/// <param name="uuid">Identifies the run.</param>
/// <param name="formerState">What the backup was called before the run.</param>
/// <param name="isFull">Whether everything is sent.</param>
internal sealed class StatusWriter(RunContext context, string uuid, string formerState, bool isFull)
{
    public const string Uploading = "uploading";
    public const string Moving = "moving";
    public const string Removing = "removing";
    public const string New = "new";
    public const string Empty = "empty";

    private const string CurrentVersion = "3.3";

    /// <summary>Writes a state. A finished backup is never called full: the word is about the run under way.</summary>
    public Task WriteAsync(string state)
    {
        BackupStatus status = BackupStatus.CreateFinished(DateTimeOffset.UtcNow, isFull && state != BackupStatus.Finished);
        status.Uuid = uuid;
        status.Version = context.Faults.StatusVersion ?? CurrentVersion;
        status.BackupState = state == Uploading ? formerState : New;
        status.SnapshotState = state;
        return context.Drive.UploadAsync(
            DevicePaths.Temporary(HostLayout.StatusName), context.Layout.Status, status.ToBytes());
    }
}
