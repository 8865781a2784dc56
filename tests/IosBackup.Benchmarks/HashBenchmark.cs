using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Verification;

namespace IosBackup.Benchmarks;

/// <summary>
/// The hash test of a repository's generation, beside <c>sha256sum</c> and OpenSSL reading the same files.
/// </summary>
internal sealed class HashBenchmark : IBenchmark
{
    private const string Udid = "00008030-000A11110000802E";

    public string Name => "hash";

    public string Summary => "compares a generation with its ledger [--files 16] [--size 67108864] [--rounds 3]";

    public void Run(Options options, Report report)
    {
        int files = options.Number("files", 16);
        int size = options.Number("size", 64 * 1024 * 1024);
        string repository = Directory.CreateTempSubdirectory("iosbackup-benchmark-").FullName;
        try
        {
            string backup = Write(repository, files, size);
            string[] stored = [.. Directory.EnumerateDirectories(backup).SelectMany(Directory.EnumerateFiles)];
            string list = Path.Combine(repository, "list");
            File.WriteAllText(list, string.Join('\0', stored));
            report.Title($"{files} files of {size} bytes");
            for (int round = 1; round <= options.Number("rounds", 3); round++)
            {
                double megabytes = (double)files * size / 1_000_000;
                Measure(report, "Hash", megabytes, () => Verify(backup, workers: 0));
                Measure(report, "Hash, one reader", megabytes, () => Verify(backup, workers: 1));
                Measure(report, "sha256sum", megabytes, () => Peer.Time("xargs", "-0", "-a", list, "sha256sum"));
                Measure(
                    report, "openssl dgst -sha256", megabytes,
                    () => Peer.Time("xargs", "-0", "-a", list, "openssl", "dgst", "-sha256"));
            }
        }
        finally
        {
            Directory.Delete(repository, recursive: true);
        }
    }

    private static void Measure(Report report, string what, double megabytes, Func<TimeSpan?> work)
    {
        if (work() is not TimeSpan time)
        {
            report.Value(what, "not installed");
            return;
        }

        report.Time(what, time, string.Create(CultureInfo.InvariantCulture, $"{megabytes / time.TotalSeconds:0} MB/s"));
    }

    private static TimeSpan? Verify(string backup, int workers)
    {
        VerificationOptions options = new()
        {
            Level = VerificationLevel.Hash,
            Workers = workers,
            Remember = false,
        };
        Stopwatch clock = Stopwatch.StartNew();
        VerificationResult result =
            BackupVerifier.RunAsync(backup, options, null, CancellationToken.None).GetAwaiter().GetResult();
        return result is { Passed: true, HasLedger: true, FilesUnproved: 0 }
            ? clock.Elapsed
            : throw new InvalidOperationException("The backup is not what it should be.");
    }

    /// <summary>A backup whose files nothing but the repository's ledger proves, as most of a phone's are.</summary>
    private static string Write(string repository, int files, int size)
    {
        string folder = Path.Combine(repository, Udid);
        BackupWriterOptions options = new()
        {
            Properties = new BackupProperties(new PlistDictionary())
            {
                Lockdown = new PlistDictionary { ["UniqueDeviceID"] = Udid },
            },
            Info = new BackupInfo(new PlistDictionary()) { UniqueIdentifier = Udid },
        };
        using (BackupWriter writer = BackupWriter.Create(folder, options))
        {
            byte[] content = new byte[size];
            for (int i = 0; i < files; i++)
            {
                new Random(i).NextBytes(content);
                BackupFile file = new()
                {
                    FileId = string.Empty,
                    Domain = "CameraRollDomain",
                    RelativePath = string.Create(CultureInfo.InvariantCulture, $"Media/{i / 1000}/{i}.bin"),
                    Kind = FileKind.File,
                };
                writer.Add(file, new MemoryStream(content));
            }

            writer.Finish();
        }

        Adoption.TakeIn(repository, Udid);
        return folder;
    }
}
