using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <content>Generations that come from another repository.</content>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Brings a generation of another repository here, with its name and record; one that is here already is left
    /// alone, unless it is damaged: then the new one takes its place. It becomes the newest when it is younger than the
    /// newest here.
    /// </summary>
    /// <param name="source">The generation.</param>
    /// <param name="sourceLedger">What its repository knows of its files; null when nothing.</param>
    /// <param name="progress">Hears of what travels.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="readsShared">
    /// Whether all files are read before they are shared. Those that were written to since they came are read in any
    /// case, and all of them where a generation here has failed its test.
    /// </param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupIncomplete"/>, <see cref="ErrorKind.PayloadDamaged"/>,
    /// <see cref="ErrorKind.ManifestDamaged"/>: its metadata are not what they were; and others.
    /// </exception>
    public ReceivedCopy Receive(
        Generation source,
        string? sourceLedger,
        IProgress<CopyProgress>? progress,
        CancellationToken stop,
        bool readsShared = false) =>
        Guard(_layout, () =>
        {
            string uuid = source.Status?.Uuid ?? string.Empty;
            if (!source.IsFinished || uuid.Length == 0)
            {
                throw new EngineException(ErrorKind.BackupIncomplete, "An unfinished backup is not copied.")
                {
                    Target = source.Path,
                };
            }

            IReadOnlyList<Generation> here = _repository.Generations(_layout.Udid);
            List<Generation> existing = [.. here.Where(generation => IsOf(generation, uuid))];
            if (existing.FirstOrDefault(generation => IsWhole(generation, stop)) is Generation whole)
            {
                return new ReceivedCopy(whole, null, IsUnproved: false);
            }

            RequireSame(source, source.Path);
            Generation? replaced = existing.FirstOrDefault();
            using StagedRun staged = BeginCopy(uuid);
            GenerationCopy copy = new(_files, staged, progress)
            {
                Witness = sourceLedger is null && replaced is not null ? SoundLedgerOf(replaced) : null,
            };
            copy.Run(source.Path, sourceLedger, Nearest(here, source, readsShared), stop);
            RequireSame(source, staged.Backup);
            string target = CommitCopy(staged, source, here, replaced, stop);
            Generation received = _repository.Generations(_layout.Udid).First(generation => generation.Path == target);
            CopyProgress travelled = new(copy.FilesCopied, copy.BytesCopied, copy.FilesLinked);
            return new ReceivedCopy(received, travelled, copy.IsUnproved);
        });

    /// <summary>Whether a generation is of a run, also when it can no longer tell.</summary>
    private static bool IsOf(Generation generation, string uuid) =>
        (generation.Status?.Uuid ?? generation.Record?.StatusUuid) == uuid;

    private string? SoundLedgerOf(Generation generation)
    {
        try
        {
            string? ledger = LedgerOf(generation);
            if (ledger is not null)
            {
                Ledger.Verify(ledger);
            }

            return ledger;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.RepositoryInvalid)
        {
            return null;
        }
    }

    /// <summary>Whether a generation is as good as a new copy would be, as far as names and lengths tell.</summary>
    private bool IsWhole(Generation generation, CancellationToken stop) =>
        generation.IsFinished
        && generation.Record?.FailedTest is null
        && (generation.Record is null || MetadataCopies.AreIntact(generation.Record.Metadata, generation.Path))
        && GenerationFiles.FindLink(generation.Path) is null
        && (LedgerOf(generation) is string ledger
            ? PresenceCheck.FindLost(generation.Path, ledger, stop) is null
            : HasListed(generation.Path, stop));

    /// <summary>Whether a generation without a ledger has what its own list has, as far as that can be read.</summary>
    private static bool HasListed(string folder, CancellationToken stop)
    {
        try
        {
            PresenceCheck.TryFindUnstored(folder, out string? unstored, stop);
            return unstored is null;
        }
        catch (EngineException e) when (e.Kind != ErrorKind.BackupUnavailable)
        {
            // What cannot be read for a moment is not replaced.
            return false;
        }
    }

    /// <summary>
    /// Makes sure that a folder holds the run that is copied, and its metadata as they were: a run may have put a newer
    /// one in its place meanwhile.
    /// </summary>
    private static void RequireSame(Generation source, string folder)
    {
        string? uuid = source.Status?.Uuid;
        if (Generation.ReadStatus(source.Path)?.Uuid != uuid || Generation.ReadStatus(folder)?.Uuid != uuid)
        {
            throw new EngineException(ErrorKind.BackupReplaced, "The backup changed while it was copied.")
            {
                Target = source.Path,
            };
        }

        PlistDictionary metadata = source.Record?.Metadata ?? new PlistDictionary();
        if (FileErrors.WhileReading(folder, () => MetadataCopies.Changed(metadata, folder)) is { Count: > 0 } changed)
        {
            throw new EngineException(
                ErrorKind.ManifestDamaged, $"{changed[0]} is not what it was when the backup was made.")
            {
                Target = source.Path,
            };
        }
    }

    private StagedRun BeginCopy(string uuid)
    {
        RunState state = new() { BaseUuid = uuid, Filter = "copy", Boot = RunState.CurrentBoot };
        bool resumed = Directory.Exists(_layout.StagedBackup) && RunState.Read(_layout.RunFile) == state;
        if (!resumed)
        {
            Discard(_layout.Staging);
            _files.CreateDirectory(_layout.StagedBackup);
            state.Write(_files, _layout.RunFile);
        }

        return new StagedRun(
            _files, _layout, resumed ? StagingOrigin.Resumed : StagingOrigin.Empty,
            VolumeProbe.Probe(_files, _layout.Own));
    }

    /// <summary>
    /// The generations here that have most in common with one: its neighbours in time. What is damaged would be damaged
    /// in every copy that shares it; where it has failed in one, the others may share it already.
    /// </summary>
    private List<LinkSource> Nearest(IReadOnlyList<Generation> here, Generation source, bool readsShared)
    {
        bool reads = readsShared || here.Any(static generation => generation.Record?.FailedTest is not null);
        return [.. here.Where(generation => LedgerOf(generation) is not null && generation.Record?.FailedTest is null)
            .OrderBy(generation => (generation.Date - source.Date).Duration())
            .Take(2)
            .Select(generation => new LinkSource(generation.Path, LedgerOf(generation)!, reads))];
    }

    private string CommitCopy(
        StagedRun staged,
        Generation source,
        IReadOnlyList<Generation> here,
        Generation? replaced,
        CancellationToken stop)
    {
        GenerationRecord record = source.Record?.Copy() ?? new GenerationRecord { IsAdopted = true };
        record.ForgetVerifications();
        string wanted = record.Stamp.Length > 0 ? record.Stamp : RepositoryLayout.Stamp(source.Date);
        record.StatusUuid = source.Status?.Uuid ?? string.Empty;
        string stamp = replaced is null ? Free(wanted, IsFreeStamp) : StampOf(replaced, wanted);
        Remember(record, Prepare(staged, stamp, null, stop));
        staged.MakeDurable(stop);

        Generation? newest = here.FirstOrDefault(static generation => generation.IsNewest);
        bool becomesNewest = !source.IsPartial && (newest is null || newest.Date < source.Date);
        string target = replaced?.Path ?? (source.IsPartial ? _layout.Partial(record.Stamp)
            : becomesNewest ? _layout.Newest : _layout.Archived(record.Stamp));
        string? archive = replaced is null && becomesNewest && newest is not null ? ArchiveStamp(newest) : null;
        _lock.RequireHeld();
        new CommitJournal(_files, _layout).Commit(record.Stamp, archive, target, replaces: replaced is not null);
        Tidy(() => Discard(_layout.Staging));
        if (replaced is not null)
        {
            Tidy(EmptyTrash);
        }

        return target;
    }

    /// <summary>The name of what takes a generation's place: its own, where it has one.</summary>
    private string StampOf(Generation replaced, string wanted) =>
        replaced.Record is { } record && RepositoryLayout.ParseStamp(record.Stamp) is not null
            ? record.Stamp
            : Free(replaced.FolderStamp ?? wanted, stamp => !Directory.Exists(_layout.Generation(stamp)));
}
