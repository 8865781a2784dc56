using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Finds out what the host has, and with it whether a run starts anew, continues or completes another.</summary>
internal sealed class BackupPlanner(RunContext context)
{
    private const double OldestVersion = 2.4;
    private const double CurrentVersion = 3.3;
    private const double TooNewVersion = 4.0;

    private readonly HostDrive _drive = context.Drive;
    private readonly HostLayout _layout = context.Layout;

    public async Task<BackupPlan> PlanAsync()
    {
        await context.BeginAsync(BackupStep.ReadStatus);
        if (await ReadStatusAsync() is not BackupStatus status)
        {
            return StartAnew(StatusWriter.Empty);
        }

        double version = ReadVersion(status);
        if (version is 0 or (>= OldestVersion and < CurrentVersion))
        {
            return StartAnew(StatusWriter.Empty) with { PutsAside = true };
        }

        string formerState = status.BackupState ?? StatusWriter.Empty;
        if (version is < OldestVersion or >= TooNewVersion)
        {
            return StartAnew(formerState);
        }

        switch (status.SnapshotState)
        {
            case StatusWriter.Uploading:
                return await ContinueUploadAsync(status, formerState);
            case StatusWriter.Moving or StatusWriter.Removing:
                await FinishAsync(status);
                return await ContinueAsync(StatusWriter.New, needsManifest: true);
            case BackupStatus.Finished:
                return await ContinueAsync(formerState, needsManifest: status.IsFullBackup != true);
            default:
                throw Malformed("SnapshotState has an unknown value");
        }
    }

    private async Task<BackupStatus?> ReadStatusAsync()
    {
        if (await _drive.ReadAsync(_layout.Status) is not byte[] bytes)
        {
            return null;
        }

        try
        {
            return BackupStatus.Parse(bytes);
        }
        catch (EngineException e)
        {
            throw Malformed(e.Message);
        }
    }

    /// <summary>An incremental run on top of a backup that is complete.</summary>
    /// <param name="formerState">What the backup is called.</param>
    /// <param name="needsManifest">
    /// Whether a broken manifest ends the run. Where the status calls a finished backup full, the manifest is looked at
    /// later, and a broken one only makes the run a full one.
    /// </param>
    private async Task<BackupPlan> ContinueAsync(string formerState, bool needsManifest)
    {
        HostManifest? manifest = needsManifest ? await ReadManifestAsync() : null;
        if (needsManifest && manifest is null)
        {
            return StartAnew(formerState);
        }

        await context.BeginAsync(BackupStep.Verify);
        await _drive.ReadAsync(_layout.Status);
        manifest ??= await TryReadManifestAsync();
        if (manifest is not null && !await new BackupWalk(_drive).HasAllAsync(_layout.Root, manifest))
        {
            manifest.Dispose();
            manifest = null;
        }

        return StartAnew(formerState) with { Stored = manifest };
    }

    private async Task<BackupPlan> ContinueUploadAsync(BackupStatus status, string formerState)
    {
        UnfinishedBackup? unfinished = context.Phone.Backups.TakeUnfinished();
        HostManifest? stored = null;
        try
        {
            if (status.IsFullBackup != true)
            {
                stored = await ReadManifestAsync();
            }

            bool known = unfinished is not null && unfinished.Uuid == status.Uuid
                && ReferenceEquals(unfinished.Keys, context.Keys);
            if (known)
            {
                unfinished!.Journal.KeepOnly(await FindArrivedAsync());
            }
            else
            {
                unfinished?.Dispose();
            }

            return new BackupPlan
            {
                Uuid = status.Uuid ?? NewUuid(),
                FormerState = formerState,
                Stored = stored,
                Arrived = known ? unfinished!.Journal : null,
            };
        }
        catch
        {
            unfinished?.Dispose();
            stored?.Dispose();
            throw;
        }
    }

    /// <summary>What the host has of an interrupted run.</summary>
    private async Task<HashSet<PackedFileId>> FindArrivedAsync()
    {
        HashSet<PackedFileId> arrived = [];
        BackupWalk walk = new(_drive);
        await walk.WalkAsync(_layout.Snapshot, (_, names) =>
            arrived.UnionWith(names.Where(FileIds.IsValid).Select(PackedFileId.Parse)));
        await walk.WalkAsync(_layout.Root, static (_, _) => { });
        return arrived;
    }

    /// <summary>Does what an interrupted run left to be moved and removed.</summary>
    private async Task FinishAsync(BackupStatus status)
    {
        await context.BeginAsync(BackupStep.FinishInterrupted);
        StatusWriter writer = new(context, status.Uuid ?? NewUuid(), StatusWriter.New, status.IsFullBackup == true);
        BackupCommit commit = new(context, writer);
        BackupWalk walk = new(_drive);
        if (status.SnapshotState == StatusWriter.Moving)
        {
            List<string> toMove = [];
            await walk.WalkAsync(_layout.Snapshot, (_, names) => toMove.AddRange(names.Where(FileIds.IsValid)));
            await commit.MoveAsync(toMove);
        }

        List<string> orphans = [];
        using (HostManifest? manifest = await ReadManifestAsync())
        {
            if (manifest is not null)
            {
                await walk.WalkAsync(_layout.Root, (shard, names) =>
                {
                    names.ExceptWith(manifest.FileIdsOf(shard));
                    orphans.AddRange(names.Where(FileIds.IsValid));
                });
            }
        }

        await commit.RemoveAsync(orphans);
    }

    private Task<HostManifest?> ReadManifestAsync() =>
        HostManifest.ReadAsync(_drive, _layout.Root, context.Keys, context.Phone.BackupPassword);

    private async Task<HostManifest?> TryReadManifestAsync()
    {
        try
        {
            return await ReadManifestAsync();
        }
        catch (BackupException)
        {
            return null;
        }
    }

    private static BackupPlan StartAnew(string formerState) => new()
    {
        Uuid = NewUuid(),
        FormerState = formerState,
    };

    private static double ReadVersion(BackupStatus status) => status.Version is not string text
        ? 0
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double version)
            ? version
            : throw Malformed("Version is no number");

    private static string NewUuid() => Guid.NewGuid().ToString().ToUpperInvariant();

    private static BackupException Malformed(string why) => new(
        BackupErrorCode.CorruptBackup, "Error reading status", new BackupException(BackupErrorCode.InvalidFormat, why));
}
