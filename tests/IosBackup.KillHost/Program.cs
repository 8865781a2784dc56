using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Restoration;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;

namespace IosBackup.KillHost;

/// <summary>
/// A process to be killed: it backs a phone up, copies the backup elsewhere and removes the oldest, again and again,
/// and says on standard output what it begins. Or it reads the contacts of a backup some times, and says when it has.
/// Or it extracts a backup.
/// </summary>
internal static class Program
{
    private const int Kept = 3;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is [string backup, string password, string times])
        {
            await ReadContactsAsync(backup, password, int.Parse(times, CultureInfo.InvariantCulture));
            return 0;
        }

        if (arguments is ["extract", string source, string opensWith, string destination])
        {
            Extract(source, opensWith, destination);
            return 0;
        }

        if (arguments is not [string endpoint, string udid, string here, string there])
        {
            await Console.Error.WriteLineAsync("usage: IosBackup.KillHost <endpoint> <udid> <repository> <copies>");
            return 2;
        }

        while (true)
        {
            await SayAsync("backup");
            using (DeviceSession device = await DeviceSession.OpenAsync(
                UsbmuxEndpoint.Parse(endpoint), udid, null, CancellationToken.None))
            {
                BackupRunOptions options = new() { Repository = here };
                await BackupRun.RunAsync(device, options, null, CancellationToken.None);
            }

            await SayAsync("copy");
            Copy(here, there, udid);
            await SayAsync("remove");
            RemoveOldest(here, udid);
            RemoveOldest(there, udid);
        }
    }

    private static async Task ReadContactsAsync(string path, string password, int times)
    {
        using Backup backup = Backup.Open(path);
        using BackupPassword secret = BackupPassword.FromChars(password);
        backup.Unlock(secret);
        for (int time = 0; time < times; time++)
        {
            int count = new ContactReader().Read(new RecordSource(backup), new ContactQuery()).Count();
            await SayAsync($"read {count}");
        }
    }

    private static void Extract(string path, string password, string destination)
    {
        using Backup backup = Backup.Open(path);
        using BackupPassword secret = BackupPassword.FromChars(password);
        backup.Unlock(secret);
        using FolderExtraction extraction = new(
            FileLayer.Real, destination, new ExtractionOptions(), new FailFastObserver(), CancellationToken.None);
        foreach (BackupFile file in backup.Files())
        {
            extraction.Add(backup, file);
        }

        extraction.Complete();
    }

    private static Task SayAsync(string step) => Console.Out.WriteLineAsync(step);

    private static void Copy(string from, string to, string udid)
    {
        BackupRepository source = BackupRepository.Open(FileLayer.Real, from);
        Generation newest = DeviceRepository.NewestGood(source.Generations(udid))!;
        using DeviceRepository target = BackupRepository.Open(FileLayer.Real, to).OpenDevice(udid);
        target.Receive(newest, source.FindLedger(newest), null, CancellationToken.None);
    }

    private static void RemoveOldest(string root, string udid)
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
