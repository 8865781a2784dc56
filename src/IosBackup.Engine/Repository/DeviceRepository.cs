using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>One device's place in a repository, locked for writing. A good generation is never written to.</summary>
internal sealed partial class DeviceRepository : IDisposable
{
    private readonly FileLayer _files;
    private readonly BackupRepository _repository;
    private readonly RepositoryLayout _layout;
    private readonly RepositoryLock _lock;

    private DeviceRepository(FileLayer files, BackupRepository repository, RepositoryLayout layout, RepositoryLock held)
    {
        _files = files;
        _repository = repository;
        _layout = layout;
        _lock = held;
    }

    /// <summary>Whether an interrupted commit was finished when the place was opened.</summary>
    public bool Recovered { get; private set; }

    /// <summary>Metadata files of the newest generation that were damaged and put back from their copies.</summary>
    public IReadOnlyList<string> Repaired { get; private set; } = [];

    /// <summary>
    /// A file that the newest generation has lost, or that has another length there, so that the run begins with
    /// nothing; null when it has everything.
    /// </summary>
    public string? FirstLost { get; private set; }

    /// <summary>Whether a run was interrupted and left something in staging.</summary>
    public bool HasInterruptedRun => Directory.Exists(_layout.StagedBackup);

    /// <summary>The newest generation, whatever its state; null when there is none.</summary>
    public Generation? Newest => _repository.FindNewest(_layout.Udid);

    /// <summary>Takes the lock and brings the place in order.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RepositoryLocked"/>, <see cref="ErrorKind.DestinationUnavailable"/> and others.
    /// </exception>
    public static DeviceRepository Open(FileLayer files, BackupRepository repository, string udid)
    {
        RepositoryLayout layout = new(repository.Root, udid);
        return Guard(layout, () =>
        {
            RepositoryLock held = RepositoryLock.Take(files, layout);
            DeviceRepository place = new(files, repository, layout, held);
            try
            {
                place.Recover();
                return place;
            }
            catch
            {
                place.Dispose();
                throw;
            }
        });
    }

    /// <summary>
    /// Begins a run: goes on with an interrupted one where that is possible, else clones the newest generation, else
    /// begins with nothing.
    /// </summary>
    /// <param name="full">Whether the device is to send everything.</param>
    /// <param name="filter">What the run is limited to; empty for a whole backup.</param>
    /// <param name="allowResume">Whether an interrupted run may be gone on with.</param>
    /// <param name="stop">Ends the work; what is half made is thrown away by the next run.</param>
    public StagedRun Begin(bool full, string filter, bool allowResume, CancellationToken stop) => Guard(_layout, () =>
    {
        _lock.RequireHeld();
        Adopt(stop);
        Generation? newest = full ? null : UsableNewest();
        FirstLost = newest is null ? null : PresenceCheck.FindLost(newest.Path, LedgerOf(newest), stop);
        newest = FirstLost is null ? newest : null;
        RunState state = new()
        {
            BaseUuid = newest?.Status?.Uuid ?? string.Empty,
            Filter = filter,
            Boot = RunState.CurrentBoot,
        };
        CloneMethod method = VolumeProbe.Probe(_files, _layout.Own);
        if (allowResume && CanResume(state, method))
        {
            state.Write(_files, _layout.RunFile);
            return new StagedRun(_files, _layout, StagingOrigin.Resumed, method);
        }

        Discard(_layout.Staging);
        _files.CreateDirectory(_layout.Staging);
        if (newest is null)
        {
            _files.CreateDirectory(_layout.StagedBackup);
        }
        else
        {
            new GenerationCloner(_files, method).Clone(newest.Path, _layout.StagedBackup, stop);
            if (ReadRewrapped(newest) is byte[] rewrapped)
            {
                _files.Replace(Path.Combine(_layout.StagedBackup, Backups.BackupProperties.FileName), rewrapped);
            }
        }

        state.Write(_files, _layout.RunFile);
        return new StagedRun(_files, _layout, newest is null ? StagingOrigin.Empty : StagingOrigin.Clone, method);
    });

    /// <summary>
    /// Makes the ledger of a staged backup and copies of its metadata; nothing of it counts before the commit. The
    /// backup may be looked at meanwhile, not changed.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadDamaged"/>: a file is not as long as what arrived.
    /// </exception>
    public PendingGeneration Prepare(StagedRun run, CancellationToken stop) => Guard(_layout, () =>
    {
        string stamp = Free(RepositoryLayout.Stamp(DateTimeOffset.UtcNow), IsFreeStamp);
        return Prepare(run, stamp, Newest is Generation newest ? LedgerOf(newest) : null, stop);
    });

    /// <summary>Makes a staged backup a generation. When this returns, it is on the disk and in its place.</summary>
    /// <param name="run">The run, whose device said that all is well, and whose result has been checked.</param>
    /// <param name="pending">What was prepared for it.</param>
    /// <param name="record">What to remember of it; stamp, counts and copies are filled in here.</param>
    /// <param name="stop">Ends the work as long as nothing has moved.</param>
    public Generation Commit(
        StagedRun run, PendingGeneration pending, GenerationRecord record, CancellationToken stop) =>
        Guard(_layout, () =>
    {
        Generation? newest = Newest;
        bool isPartial = record.Filter.Count > 0;
        record.StatusUuid = Generation.ReadStatus(run.Backup)?.Uuid ?? string.Empty;
        Remember(record, pending);
        run.MakeDurable(stop);
        stop.ThrowIfCancellationRequested();
        _lock.RequireHeld();

        string target = isPartial ? _layout.Partial(record.Stamp) : _layout.Newest;
        string? archive = isPartial || newest is null ? null : ArchiveStamp(newest);
        new CommitJournal(_files, _layout).Commit(record.Stamp, archive, target);
        Tidy(() => Discard(_layout.Staging));
        if (!isPartial)
        {
            Tidy(ForgetRewrapped);
        }

        return _repository.Generations(_layout.Udid).First(generation => generation.Path == target);
    });

    /// <summary>Gives up what is staged, because going on with it would end badly again.</summary>
    public void Abandon()
    {
        if (_lock.IsHeld)
        {
            Tidy(() => Discard(_layout.Staging));
        }
    }

    /// <summary>Where a generation's ledger lies; null when it has none.</summary>
    public string? LedgerOf(Generation generation) =>
        generation.Record is GenerationRecord record && File.Exists(LedgerPath(_layout.Generation(record.Stamp)))
            ? LedgerPath(_layout.Generation(record.Stamp))
            : null;

    public void Dispose() => _lock.Dispose();

    /// <summary>Where the ledger lies in a generation's own folder.</summary>
    internal static string LedgerPath(string folder) => Path.Combine(folder, "ledger");

    private void Recover()
    {
        Tidy(EmptyTrash);
        Recovered = new CommitJournal(_files, _layout).Recover();
        if (Recovered)
        {
            Tidy(() => Discard(_layout.Staging));
            Tidy(EmptyTrash);
        }

        DiscardPending();
        Promote();
        RepairNewest();
    }

    /// <summary>
    /// Cleaning that can wait until the next start: when it fails, nothing is wrong with what counts.
    /// </summary>
    private static void Tidy(Action clean)
    {
        try
        {
            clean();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            Debug.WriteLine(e);
        }
    }

    /// <summary>The newest generation, when a device can build on it.</summary>
    private Generation? UsableNewest() =>
        Newest is { IsFinished: true, IsPartial: false } newest && StagingCheck.HasReadableManifest(newest.Path)
            ? newest
            : null;

    private bool CanResume(RunState wanted, CloneMethod method)
    {
        if (!Directory.Exists(_layout.StagedBackup) || RunState.Read(_layout.RunFile) is not RunState found
            || found with { Boot = wanted.Boot } != wanted)
        {
            return false;
        }

        StagingCheck check = new(_files, _layout);
        check.DropUnsureEntries();
        check.DropHalfWritten();
        return check.HasUsableMetadata()
            && (found.Boot == wanted.Boot || check.DropTornFiles(linked: method != CloneMethod.Copy));
    }

    private PendingGeneration Prepare(StagedRun run, string stamp, string? previous, CancellationToken stop)
    {
        LedgerBuilder ledger = new(_files);
        return Prepare(stamp, run.Backup, ledger, path => run.WriteLedger(ledger, previous, path, stop));
    }

    private PendingGeneration Prepare(string stamp, string backup, LedgerBuilder ledger, Action<string> writeLedger)
    {
        string folder = _layout.Pending(stamp);
        Discard(folder);
        _files.CreateDirectory(folder);
        writeLedger(LedgerPath(folder));
        return new PendingGeneration(stamp, folder, ledger, MetadataCopies.Make(_files, backup, folder));
    }

    private void Remember(GenerationRecord record, PendingGeneration pending)
    {
        record.Stamp = pending.Stamp;
        record.FileCount = pending.Ledger.FileCount;
        record.Size = pending.Ledger.TotalSize;
        record.Metadata = pending.Metadata;
        record.Write(_files, pending.Folder);
    }

    private string ArchiveStamp(Generation newest)
    {
        string stamp = newest.Record?.Stamp ?? RepositoryLayout.Stamp(newest.Date);
        return Free(stamp, candidate => !Directory.Exists(_layout.Archived(candidate)));
    }

    private bool IsFreeStamp(string candidate) =>
        !Directory.Exists(_layout.Generation(candidate)) && !Directory.Exists(_layout.Archived(candidate))
        && !Directory.Exists(_layout.Partial(candidate));

    /// <summary>The first stamp from the given one on that is not taken: two runs may end in one second.</summary>
    private static string Free(string stamp, Func<string, bool> isFree)
    {
        DateTimeOffset moment = RepositoryLayout.ParseStamp(stamp) ?? DateTimeOffset.UtcNow;
        while (!isFree(RepositoryLayout.Stamp(moment)))
        {
            moment = moment.AddSeconds(1);
        }

        return RepositoryLayout.Stamp(moment);
    }

    private static T Guard<T>(RepositoryLayout layout, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, layout.Root);
        }
    }
}
