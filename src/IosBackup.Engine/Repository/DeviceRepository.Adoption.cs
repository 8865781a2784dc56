using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace IosBackup.Engine.Repository;

/// <content>Backups that other tools have made.</content>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Older generations that another tool has damaged while it changed the newest; found when that is adopted.
    /// </summary>
    public IReadOnlyList<string> DamagedByOthers { get; private set; } = [];

    /// <summary>
    /// Takes a newest generation into the books that another tool has made, or changed since our last run: what is
    /// known of files that have not been written since is kept, everything else is read.
    /// </summary>
    private void Adopt(CancellationToken stop)
    {
        if (Newest is not { Record: null, IsFinished: true } newest)
        {
            return;
        }

        GenerationRecord? before = GenerationRecords.OfNewest(_layout);
        GenerationRecord record = new() { StatusUuid = newest.Status?.Uuid ?? string.Empty, IsAdopted = true };
        LedgerBuilder ledger = new(_files)
        {
            KeepsEntriesBefore = RepositoryLayout.ParseStamp(before?.Stamp ?? string.Empty),
        };
        string? known = before is null ? null : LedgerPath(_layout.Generation(before.Stamp));
        PendingGeneration pending = Prepare(
            ArchiveStamp(newest), newest.Path, ledger, path => ledger.Build(newest.Path, [], known, path, stop));
        DamagedByOthers = FindDamaged(ledger.Read);
        Remember(record, pending);
        _files.MoveDirectory(pending.Folder, _layout.Generation(record.Stamp));
        _files.SyncDirectory(_layout.Generations);
        Tidy(DiscardOrphans);
    }

    /// <summary>Deletes what is kept about generations that exist no more.</summary>
    private void DiscardOrphans()
    {
        IReadOnlyList<Generation> generations = _repository.Generations(_layout.Udid);
        if (generations.Any(static generation => generation.Record is null))
        {
            // One that cannot be told apart may be any of them.
            return;
        }

        HashSet<string> stamps = new(generations.Select(static g => g.Record!.Stamp), StringComparer.Ordinal);
        foreach (GenerationRecord record in GenerationRecords.All(_layout))
        {
            if (!stamps.Contains(record.Stamp))
            {
                Discard(_layout.Generation(record.Stamp));
            }
        }
    }
}
