using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Restoration;

namespace IosBackup.Benchmarks;

/// <summary>Extracts an encrypted backup, beside <c>cp -r</c> of the same tree.</summary>
internal sealed class ExtractBenchmark : IBenchmark
{
    private const string Udid = "00008030-000A11110000802E";
    private const string Password = "benchmark";
    private const int LargestFile = 32 * 1024;

    public string Name => "extract";

    public string Summary =>
        "extracts an encrypted backup [--files 100000] [--rounds 3] [--workers N] [--ledger true] [--folder F] "
        + "[--fill FILE_AS_LARGE_AS_MEMORY] "
        + "[--iphone-backup-decrypt FOLDER_OF_ITS_PACKAGE]";

    public void Run(Options options, Report report)
    {
        using ScratchFolder folder = new(options);
        int files = options.Number("files", 100_000);
        ExtractionOptions how = new();
        how = how with { Workers = options.Number("workers", how.Workers) };
        using BackupPassword password = BackupPassword.FromChars(Password);
        long bytes = Write(folder[Udid], password, files);
        if (options.Text("ledger", "true") == "true")
        {
            Adoption.TakeIn(folder["."], Udid);
        }

        using Backup backup = Backup.Open(folder[Udid]);
        backup.Unlock(password);
        Extract(backup, folder["tree"], how, files);
        string filler = options.Text("fill", "");
        report.Title($"{files} files, {bytes / 1_000_000} MB, {how.Workers} workers");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            // Nothing is deleted between rounds: ext4 passes over inodes that were freed lately, one by one.
            Settle(filler, folder["tree"]);
            report.Rate("cp -r", Peer.Time("cp", "-r", folder["tree"], folder[$"copy-{round}"]) ?? default, bytes);
            Settle(filler, folder[Udid]);
            TimeSpan processorBefore = Process.GetCurrentProcess().TotalProcessorTime;
            Stopwatch clock = Stopwatch.StartNew();
            Extract(backup, folder[$"extracted-{round}"], how, files);
            report.Rate("extract", clock.Elapsed, bytes);
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime - processorBefore;
            report.Time("processor time of that", processor);
            string package = options.Text("iphone-backup-decrypt", "");
            if (package.Length > 0)
            {
                Settle(filler, folder[Udid]);
                report.Rate("iphone_backup_decrypt", Decrypt(package, folder, $"peer-{round}"), bytes);
            }
        }
    }

    /// <summary>
    /// Makes the next one begin like the others: what the last one wrote is on the disk; memory is full of a file's
    /// pages, for a virtual machine's host may hand out free ones one by one, which takes long; and what will be read
    /// is in the cache.
    /// </summary>
    private static void Settle(string filler, string source)
    {
        Peer.Time("sync");
        if (filler.Length > 0)
        {
            Peer.Time("dd", $"if={filler}", "of=/dev/null", "bs=1M", "status=none");
        }

        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            File.ReadAllBytes(file);
        }
    }

    private static TimeSpan Decrypt(string package, ScratchFolder folder, string destination)
    {
        const string Program = "import sys; from iphone_backup_decrypt import EncryptedBackup; "
            + "EncryptedBackup(backup_directory=sys.argv[1], passphrase=sys.argv[2])"
            + ".extract_files(domain_like='%', output_folder=sys.argv[3], preserve_folders=True)";
        ProcessStartInfo peer = new(
            "/usr/bin/python3", ["-c", Program, folder[Udid], Password, folder[destination]]);
        peer.Environment["PYTHONPATH"] = package;
        return Peer.Run(peer)?.Time ?? default;
    }

    private static void Extract(Backup backup, string destination, ExtractionOptions options, int files)
    {
        using FolderExtraction extraction = new(destination, options, new Silent());
        foreach (BackupFile file in backup.Files())
        {
            extraction.Add(backup, file);
        }

        ExtractionResult result = extraction.Complete();
        if (result.Failed > 0 || result.FilesWritten != files)
        {
            throw new InvalidOperationException("The extraction is not what it should be.");
        }
    }

    private static long Write(string folder, BackupPassword password, int files)
    {
        Keybag keybag = KeybagBuilder.Create(password, new KeybagCost(1, 1), out ClassKeys keys);
        using ClassKeys ownKeys = keys;
        BackupWriterOptions options = new()
        {
            Properties = new BackupProperties(new PlistDictionary())
            {
                BackupKeyBag = keybag.Bytes,
                Lockdown = new PlistDictionary { ["UniqueDeviceID"] = Udid },
            },
            Info = new BackupInfo(new PlistDictionary()) { UniqueIdentifier = Udid },
            Keys = keys,
        };
        using BackupWriter writer = BackupWriter.Create(folder, options);
        Random random = new(1);
        long bytes = 0;
        for (int i = 0; i < files; i++)
        {
            byte[] content = new byte[random.Next(1024, LargestFile)];
            random.NextBytes(content);
            bytes += content.Length;
            BackupFile file = new()
            {
                FileId = string.Empty,
                Domain = "CameraRollDomain",
                RelativePath = string.Create(CultureInfo.InvariantCulture, $"Media/DCIM/{i / 1000}APPLE/{i}.JPG"),
                Kind = FileKind.File,
                LastModified = 1_750_000_000,
            };
            writer.Add(file, new MemoryStream(content));
        }

        writer.Finish();
        return bytes;
    }

    /// <summary>Listens to nothing.</summary>
    private sealed class Silent : IExtractionObserver
    {
        public void Wrote(int bytes)
        {
        }

        public void Ended(BackupFile file, string path, ExtractionOutcome outcome)
        {
        }

        public void Failed(BackupFile file, EngineException error)
        {
        }
    }
}
