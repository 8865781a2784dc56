using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Benchmarks;

/// <summary>
/// What durability and the ledger cost of a full run: the same run with and without flushing, and the ledger's work
/// by itself. In a run that work goes on beside receiving, so its share is at most what is shown.
/// </summary>
internal sealed class DurabilityBenchmark : IBenchmark
{
    public string Name => "durability";

    public string Summary =>
        "the share of flushing and of the ledger [--files 20000] [--kilobytes 64 each] [--rounds 3] [--folder F]";

    public void Run(Options options, Report report) => RunAsync(options, report).GetAwaiter().GetResult();

    private static async Task RunAsync(Options options, Report report)
    {
        using ScratchFolder folder = new(options);
        int files = options.Number("files", 20_000);
        int kilobytes = options.Number("kilobytes", 64);
        long bytes = 1024L * kilobytes * files;
        using DeviceProcess device = new(
            1, files.ToString(CultureInfo.InvariantCulture), kilobytes.ToString(CultureInfo.InvariantCulture));
        await BackUpAsync(FileLayer.Real, device, folder["warm-up"]);
        Directory.Delete(folder["warm-up"], recursive: true);
        report.Title($"{files:N0} files of {kilobytes} KiB each");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            TimeSpan without = await BackUpAsync(new CarelessLayer(), device, folder["careless"]);
            report.Rate("full run, nothing flushed", without, bytes);
            Directory.Delete(folder["careless"], recursive: true);
            TimeSpan whole = await BackUpAsync(FileLayer.Real, device, folder["own"]);
            report.Rate("full run", whole, bytes);
            report.Value("share of flushing", Share(whole - without, whole));
            MeasureLedger(report, folder["own"], folder["ledger"], whole);
            Directory.Delete(folder["own"], recursive: true);
        }
    }

    private static async Task<TimeSpan> BackUpAsync(FileLayer files, DeviceProcess process, string repository)
    {
        using DeviceSession device = await DeviceSession.OpenAsync(
            UsbmuxEndpoint.Parse(process.Endpoint), process.Udids[0], null, default);
        BackupRunOptions options = new() { Repository = repository };
        BackupRunResult result = await BackupRun.RunAsync(files, device, options, null, default);
        return result.Duration;
    }

    private static void MeasureLedger(Report report, string root, string scratch, TimeSpan run)
    {
        BackupRepository repository = BackupRepository.Open(FileLayer.Real, root);
        Generation generation = repository.Generations().Single();
        string ledger = repository.FindLedger(generation)!;
        List<LedgerEntry> entries = [.. Ledger.Read(ledger)];
        Stopwatch clock = Stopwatch.StartNew();
        byte[] block = new byte[64 * 1024];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (LedgerEntry entry in entries)
        {
            for (long rest = entry.Length; rest > 0; rest -= block.Length)
            {
                hash.AppendData(block, 0, (int)Math.Min(rest, block.Length));
            }

            hash.GetHashAndReset();
        }

        TimeSpan hashing = clock.Elapsed;
        report.Time("SHA-256 of as many bytes, one thread", hashing);
        clock.Restart();
        using (ReceivedLog log = new(FileLayer.Real, scratch + ".log"))
        {
            entries.ForEach(log.Append);
        }

        TimeSpan logging = clock.Elapsed;
        report.Time("log of what arrived", logging);
        clock.Restart();
        new LedgerBuilder(FileLayer.Real).Build(generation.Path, entries, null, scratch, CancellationToken.None);
        TimeSpan building = clock.Elapsed;
        report.Time("ledger", building);
        report.Value("share of the ledger, at most", Share(hashing + logging + building, run));
        report.Value("bytes of the ledger for a file", $"{(double)new FileInfo(ledger).Length / entries.Count:0.0}");
        File.Delete(scratch);
        File.Delete(scratch + ".log");
    }

    private static string Share(TimeSpan part, TimeSpan whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{100 * part / whole:0.0} %");

    /// <summary>The real file system, but nothing is handed to the disk.</summary>
    private sealed class CarelessLayer : FileLayer
    {
        public override void Flush(Stream file) => file.Flush();

        public override void SyncFile(string path)
        {
        }

        public override bool SyncVolume(string folder) => true;

        public override void SyncDirectory(string folder)
        {
        }
    }
}
