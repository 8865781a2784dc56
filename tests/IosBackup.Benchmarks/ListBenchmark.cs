using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Benchmarks;

/// <summary>Lists a large manifest, beside sqlite3 reading the same columns of the same rows.</summary>
internal sealed class ListBenchmark : IBenchmark
{
    private const int RowsOfLargestKnown = 1_310_000;

    public string Name => "list";

    public string Summary =>
        "lists a manifest [--rows 1310000] [--folder where it is made] [--rounds 3] [--encrypted false]";

    public void Run(Options options, Report report)
    {
        int rows = options.Number("rows", RowsOfLargestKnown);
        string parent = options.Text("folder", Path.GetTempPath());
        string folder = LargeManifest.Make(parent, rows);
        using BackupPassword? password =
            options.Text("encrypted", "false") == "true" ? BackupPassword.FromChars("benchmark") : null;
        string measured = password is null ? folder : LargeManifest.MakeEncrypted(parent, rows, password);
        string manifest = Path.Combine(folder, "Manifest.db");
        report.Title($"{rows:N0} rows, {new FileInfo(manifest).Length / 1e6:N0} MB");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            report.Title($"round {round}");
            MeasureEngine(measured, password, report);
            if (round == 1)
            {
                // Later ones would count what the peers have printed into this process.
                report.Value(
                    "peak memory of this process", $"{Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:N0} MB");
            }

            MeasurePeer(manifest, rows, report);
        }
    }

    private static void MeasureEngine(string folder, BackupPassword? password, Report report)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using Backup backup = Backup.Open(folder);
        if (password is not null)
        {
            backup.Unlock(password);
        }

        BackupFile first = backup.Files().First();
        report.Time("first object", clock.Elapsed, first.ToString());

        long allocated = GC.GetTotalAllocatedBytes();
        long count = 0;
        long bytes = 0;
        clock.Restart();
        TimeSpan processorBefore = Process.GetCurrentProcess().TotalProcessorTime;
        foreach (BackupFile file in backup.Files())
        {
            count++;
            bytes += file.Size;
        }

        TimeSpan time = clock.Elapsed;
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime - processorBefore;
        report.Time("all rows decoded", time, Rate(count, time));
        report.Time("processor time of that", processor, Rate(count, processor));
        report.Value("allocated for a row", $"{(GC.GetTotalAllocatedBytes() - allocated) / count} B");
        report.Value("sum of sizes", bytes.ToString(CultureInfo.InvariantCulture));

        clock.Restart();
        count = backup.FilesById().LongCount();
        report.Time("all rows decoded, in the order of ids", clock.Elapsed, Rate(count, clock.Elapsed));
        clock.Restart();
        int domains = backup.Domains().Count;
        report.Time("all domains", clock.Elapsed, $"{domains}");
    }

    private static void MeasurePeer(string manifest, long rows, Report report)
    {
        const string Read = "SELECT sum(length(fileID) + length(domain) + length(relativePath) + flags + length(file)) "
            + "FROM Files";
        const string Print = "SELECT fileID, domain, relativePath, flags, file FROM Files";
        (string What, string Sql)[] peers = [("sqlite3 reads the columns", Read), ("sqlite3 prints them", Print)];
        foreach ((string what, string sql) in peers)
        {
            if (Peer.Time("sqlite3", "-readonly", manifest, sql) is TimeSpan time)
            {
                report.Time(what, time, Rate(rows, time));
            }
            else
            {
                report.Value(what, "not installed");
            }
        }
    }

    private static string Rate(long rows, TimeSpan time) => $"{rows / time.TotalSeconds:N0} rows/s";
}
