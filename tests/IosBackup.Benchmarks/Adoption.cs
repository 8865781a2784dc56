using System.Threading;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Benchmarks;

/// <summary>Gives a backup of another program a ledger, so that its files are proved when they are read.</summary>
internal static class Adoption
{
    /// <summary>Takes the newest generation into the books, as the beginning of a run does.</summary>
    public static void TakeIn(string repository, string udid)
    {
        using DeviceRepository place = BackupRepository.Open(FileLayer.Real, repository).OpenDevice(udid);
        using StagedRun run = place.Begin(full: true, string.Empty, allowResume: false, CancellationToken.None);
    }
}
