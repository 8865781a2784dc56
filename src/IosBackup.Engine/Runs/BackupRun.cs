using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.MobileBackup.Drive;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Runs;

/// <summary>
/// One backup of one device, from the first connection to the generation in its place. It either returns the good
/// generation it has made, or throws and leaves everything that was good as it was.
/// </summary>
public sealed class BackupRun
{
    /// <summary>
    /// Device errors that come from what lies on the host: 4 not found, 11 malformed, 103 cannot be read, 203 version,
    /// 205 incomplete.
    /// </summary>
    private static readonly HashSet<int> s_metadataErrors = [4, 11, 103, 203, 205];

    private readonly FileLayer _files;
    private readonly BackupRunOptions _options;
    private readonly IProgress<BackupProgress>? _progress;
    private readonly List<BackupWarning> _warnings = [];
    private readonly DateTimeOffset _started = DateTimeOffset.UtcNow;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    private BackupRun(FileLayer files, BackupRunOptions options, IProgress<BackupProgress>? progress)
    {
        _files = files;
        _options = options;
        _progress = progress;
    }

    /// <summary>Backs a device up.</summary>
    /// <param name="device">The device; it stays open.</param>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told a few times a second where the run stands, from any thread.</param>
    /// <param name="stop">Ends the run: the device is told, and what has arrived is kept for the next run.</param>
    /// <exception cref="EngineException">Everything that can go wrong, with its kind.</exception>
    public static Task<BackupRunResult> RunAsync(
        DeviceSession device, BackupRunOptions options, IProgress<BackupProgress>? progress, CancellationToken stop) =>
        RunAsync(FileLayer.Real, device, options, progress, stop);

    internal static async Task<BackupRunResult> RunAsync(
        FileLayer files,
        DeviceSession device,
        BackupRunOptions options,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        BackupRun run = new(files, options, progress);
        try
        {
            return await run.RunAsync(device, stop);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, options.Repository);
        }
    }

    private async Task<BackupRunResult> RunAsync(DeviceSession device, CancellationToken stop)
    {
        DeviceInfo info = await device.GetInfoAsync(stop);
        CheckDevice(device, info);
        using SleepGuard awake = SleepGuard.Hold();
        using DeviceRepository place =
            BackupRepository.Open(_files, _options.Repository).OpenDevice(device.Udid);
        Note(place);
        // A device that has turned encryption on or off uses nothing of what there is. It would only stay beside the
        // new files: even what is gone from the device, and was never encrypted.
        bool full = _options.Full || place.Newest?.IsEncryptedOtherwise(info.WillEncrypt) == true;
        bool allowResume = true;
        while (true)
        {
            using StagedRun staged = await BeginAsync(place, full, allowResume, stop);
            TransferMonitor monitor = new(
                _progress, blob => staged.Note(blob.HostPath, blob.Length, blob.Sha256));
            bool transferred = false;
            try
            {
                await TransferAsync(device, info, staged, monitor, stop);
                transferred = true;
                return await FinishAsync(place, staged, monitor, stop);
            }
            catch (EngineException e) when (transferred
                && (e.Kind == ErrorKind.ItemNotFound || (staged.Origin == StagingOrigin.Empty && IsAboutContent(e))))
            {
                // Going on with it would end like this again.
                staged.Dispose();
                place.Abandon();
                throw;
            }
            catch (EngineException e) when (
                staged.Origin != StagingOrigin.Empty && (transferred ? IsAboutContent(e) : IsAboutOurMetadata(e)))
            {
                // Nothing of ours is lost by another attempt: first without what was interrupted, then from nothing.
                allowResume = false;
                full |= staged.Origin == StagingOrigin.Clone;
                _warnings.Add(new BackupWarning(
                    full ? BackupWarningKind.NewestRefused : BackupWarningKind.ResumeRefused, e.Message));
            }
        }
    }

    private void CheckDevice(DeviceSession device, DeviceInfo info)
    {
        if (_options.RequireEncryption && info.WillEncrypt != true)
        {
            throw new EngineException(ErrorKind.EncryptionOff, "The device does not encrypt its backups.")
            {
                Target = device.Udid,
            };
        }

        if (info.WillEncrypt == true && _options.Password is null)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.PasswordUnproved));
        }

        if (info.WillEncrypt == false && _options.Password is not null)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.PasswordUnneeded));
        }

        if (info.WillEncrypt == true && _options.Password is null && !_options.Filter.IsEmpty)
        {
            // Found out now rather than when everything has been sent.
            throw new EngineException(
                ErrorKind.BackupPasswordRequired, "An encrypted backup can be limited only with its password.")
            {
                Target = device.Udid,
            };
        }

        if (!device.HasEscrowBag)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.NoEscrowBag));
        }
    }

    private void Note(DeviceRepository place)
    {
        if (place.Recovered)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.CommitRecovered));
        }

        if (place.Repaired.Count > 0)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.MetadataRepaired, string.Join(", ", place.Repaired)));
        }
    }

    private async Task<StagedRun> BeginAsync(
        DeviceRepository place, bool full, bool allowResume, CancellationToken stop)
    {
        _progress?.Report(new BackupProgress { Phase = BackupPhase.PreparingRepository });
        bool interrupted = place.HasInterruptedRun;
        bool foreign = place.Newest is { Record: null, IsFinished: true };

        // Cloning a million files takes a while: not on the caller's thread.
        StagedRun staged = await Task.Run(() => place.Begin(full, _options.Filter.Key, allowResume, stop), stop);
        if (foreign)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.Adopted));
            foreach (string damaged in place.DamagedByOthers)
            {
                _warnings.Add(new BackupWarning(BackupWarningKind.OlderGenerationDamaged, damaged));
            }
        }

        if (staged.Origin == StagingOrigin.Resumed)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.Resumed));
        }
        else if (interrupted && allowResume)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.ResumeRefused));
        }

        if (place.FirstLost is string lost)
        {
            _warnings.Add(new BackupWarning(
                BackupWarningKind.NewestUnusable, $"{lost} is missing or has another length"));
        }
        else if (staged.Origin == StagingOrigin.Empty && !full && place.Newest is not null)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.NewestUnusable));
        }
        else if (staged.Origin != StagingOrigin.Empty && !full
            && place.Newest?.Record?.FailedTest is VerificationRecord failed
            && !_warnings.Exists(static known => known.Kind == BackupWarningKind.NewestFailedTest))
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.NewestFailedTest, failed.ToString()));
        }

        if (staged.Origin == StagingOrigin.Clone && staged.CloneMethod == CloneMethod.Copy)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.CopiedForLackOfLinks));
        }

        return staged;
    }

    private async Task TransferAsync(
        DeviceSession device, DeviceInfo info, StagedRun staged, TransferMonitor monitor, CancellationToken stop)
    {
        await using MobileBackupSession session =
            await MobileBackupSession.OpenAsync(device, _options.Timeouts, monitor, stop);
        await session.LockAsync(stop);
        InfoPlistBuilder builder = new(device, info, session.Afc);
        PlistDictionary description = await builder.BuildAsync(stop);
        CheckApplications(builder.ApplicationsFailure);
        staged.Put(BackupInfo.FileName, PropertyList.ToXml(description));
        using FolderDrive drive = new(
            _files, staged.Root, staged.Incoming, monitor, _options.Writers, device.Udid)
        {
            Drops = new ArrivalFilter(_options.Filter, InfoPlistBuilder.InstalledApps(description)).Drops,
            Arrived = staged.BeginFlush,
        };
        PlistDictionary request = new()
        {
            ["MessageName"] = "Backup",
            ["TargetIdentifier"] = device.Udid,
            ["Options"] = new PlistDictionary { ["ForceFullBackup"] = staged.Origin == StagingOrigin.Empty },
        };
        await session.RunAsync(request, drive, stop);
    }

    private void CheckApplications(EngineException? failure)
    {
        if (failure is null || _warnings.Exists(static known => known.Kind == BackupWarningKind.ApplicationsUnknown))
        {
            return;
        }

        if (_options.Filter.NamesApps)
        {
            // Nobody could tell which files belong to them.
            throw failure;
        }

        _warnings.Add(new BackupWarning(BackupWarningKind.ApplicationsUnknown, failure.Message));
    }

    private async Task<BackupRunResult> FinishAsync(
        DeviceRepository place, StagedRun staged, TransferMonitor monitor, CancellationToken stop)
    {
        if (monitor.HostFailure is EngineException failure)
        {
            // What this host refused or could not do is missing, whatever the device says of it.
            throw failure;
        }

        monitor.Enter(BackupPhase.Verifying);
        if (!_options.Filter.IsEmpty)
        {
            await Task.Run(() => Prune(staged, stop), stop);
        }

        Task<StagedBackupInspection> inspecting = Task.Run(
            () => StagedBackupInspection.Inspect(staged.Backup, _options.Password, stop), stop);
        Task<PendingGeneration> preparing = Task.Run(() => place.Prepare(staged, stop), stop);
        await Task.WhenAll(inspecting, preparing);
        StagedBackupInspection inspection = inspecting.Result;
        if (inspection.PasswordOpens == false)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.PasswordDoesNotOpen));
        }

        if (monitor.FailedCount > 0)
        {
            _warnings.Add(new BackupWarning(
                BackupWarningKind.FilesUnreadable,
                monitor.FailedCount.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        monitor.Enter(BackupPhase.Committing);
        GenerationRecord record = new()
        {
            IsFull = IsFull(staged),
            BytesReceived = monitor.BytesReceived,
            FailedCount = monitor.FailedCount,
            DataTypes = inspection.Counts,
            Filter = _options.Filter.ToPlist(),
        };
        GenerationRecord? before = place.Newest?.Record;
        Generation generation = await Task.Run(
            () => place.Commit(staged, preparing.Result, record, stop), stop);
        WarnOfLosses(before, record);
        return new BackupRunResult
        {
            Path = generation.Path,
            IsFull = record.IsFull,
            IsEncrypted = inspection.IsEncrypted,
            Origin = staged.Origin,
            FileCount = record.FileCount,
            Size = record.Size,
            FilesReceived = monitor.FilesReceived,
            BytesReceived = monitor.BytesReceived,
            Started = _started,
            Duration = _clock.Elapsed,
            FailedCount = monitor.FailedCount,
            FailedFiles = monitor.FailedFiles,
            Warnings = _warnings,
        };
    }

    private void Prune(StagedRun staged, CancellationToken stop)
    {
        HashSet<string> apps = new(StringComparer.Ordinal);
        BackupPruner pruner = new(_files, staged.Backup);
        try
        {
            pruner.Prune(Keeps, _options.Password, stop);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.ItemNotFound)
        {
            throw new EngineException(e.Kind, e.Message, e)
            {
                Target = Absent() is { Length: > 0 } names ? names : null,
            };
        }

        string absent = Absent();
        if (absent.Length > 0)
        {
            _warnings.Add(new BackupWarning(BackupWarningKind.AppAbsent, absent));
        }

        string Absent() => string.Join(", ", _options.Filter.AppsNotAmong(apps));

        bool Keeps(string domain, string path, string? app)
        {
            if (app is not null)
            {
                apps.Add(app);
            }

            return _options.Filter.Keeps(DataTypes.Of(domain, path), app);
        }
    }

    /// <summary>Whether everything was sent. What a resumed run was begun as, the device has written down.</summary>
    private static bool IsFull(StagedRun staged) => staged.Origin == StagingOrigin.Empty
        || (staged.Origin == StagingOrigin.Resumed && Generation.ReadStatus(staged.Backup)?.IsFullBackup == true);

    private void WarnOfLosses(GenerationRecord? before, GenerationRecord record)
    {
        if (_options.Filter.IsEmpty && before is not null)
        {
            foreach (string loss in _options.LossLimits.Find(before, record))
            {
                _warnings.Add(new BackupWarning(BackupWarningKind.LargeLoss, loss));
            }
        }
    }

    /// <summary>What our own look at a finished run found; the device would not mend it by itself.</summary>
    private static bool IsAboutContent(EngineException error) =>
        error.Kind is ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged
            or ErrorKind.ManifestDamaged or ErrorKind.DatabaseDamaged or ErrorKind.BackupIncomplete;

    private static bool IsAboutOurMetadata(EngineException error) =>
        error.DeviceCode is int code && s_metadataErrors.Contains(code)
        && error.Kind is not (ErrorKind.DestinationFull or ErrorKind.DestinationUnavailable
            or ErrorKind.BackupUnavailable or ErrorKind.UnsafePath);
}
