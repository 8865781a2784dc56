using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.KillHost;

/// <summary>Backs a phone up, copies the backup elsewhere and removes the oldest, again and again.</summary>
internal sealed class BackupLoop(string endpoint, string udid, string here, string there)
{
    private const int Kept = 3;

    public async Task RunAsync()
    {
        while (true)
        {
            await SayAsync("backup");
            await PhoneBackup.RunAsync(endpoint, udid, here);
            await SayAsync("copy");
            Copy();
            await SayAsync("remove");
            RemoveOldest(here);
            RemoveOldest(there);
        }
    }

    private static Task SayAsync(string step) => Console.Out.WriteLineAsync(step);

    private void Copy()
    {
        BackupRepository source = BackupRepository.Open(FileLayer.Real, here);
        Generation newest = DeviceRepository.NewestGood(source.Generations(udid))!;
        using DeviceRepository target = BackupRepository.Open(FileLayer.Real, there).OpenDevice(udid);
        target.Receive(newest, source.FindLedger(newest), null, CancellationToken.None);
    }

    private void RemoveOldest(string root)
    {
        BackupRepository repository = BackupRepository.Open(FileLayer.Real, root);
        Generation[] newestFirst = [.. repository.Generations(udid).OrderByDescending(static one => one.Date)];
        using DeviceRepository place = repository.OpenDevice(udid);
        foreach (Generation old in newestFirst.Skip(Kept))
        {
            place.Remove(old, force: false);
        }
    }
}
