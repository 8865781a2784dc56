using System.Threading;

namespace IosBackup.Engine.Repository;

/// <content>Backups that other tools have made.</content>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Takes a newest generation into the books that another tool has made, or changed since our last run: what is known
    /// of files that have not been written since is kept, everything else is read.
    /// </summary>
    private void Adopt(CancellationToken stop)
    {
        if (Newest is not { Record: null, IsFinished: true } newest)
        {
            return;
        }

        GenerationRecord? before = GenerationRecords.Latest(_layout);
        GenerationRecord record = new()
        {
            Stamp = ArchiveStamp(newest),
            StatusUuid = newest.Status?.Uuid ?? string.Empty,
            IsAdopted = true,
        };
        string folder = _layout.Pending(record.Stamp);
        Discard(folder);
        _files.CreateDirectory(folder);
        LedgerBuilder ledger = new(_files) { KeepsEntriesBefore = RepositoryLayout.ParseStamp(before?.Stamp ?? string.Empty) };
        string? known = before is null ? null : LedgerPath(_layout.Generation(before.Stamp));
        ledger.Build(newest.Path, [], known, LedgerPath(folder), stop);
        Remember(record, ledger, newest.Path, folder);
        _files.MoveDirectory(folder, _layout.Generation(record.Stamp));
    }
}
