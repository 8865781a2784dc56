using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Restoration;

namespace IosBackup.Benchmarks;

/// <summary>
/// Extracting an encrypted backup beside <c>cp -r</c> of what comes out, and beside OpenSSL decrypting one file.
/// </summary>
internal static class ExtractBenchmark
{
    private const string Udid = "00008030-000A11110000802E";
    private const int Files = 100_000;
    private const int LargestFile = 32 * 1024;
    private const int Rounds = 3;

    public static Benchmark Create() =>
        new("extract", "An encrypted backup of 100,000 files beside cp -r of the same tree", RunAsync);

    private static async Task RunAsync(string folder)
    {
        using BackupPassword password = BackupPassword.FromChars("benchmark".ToCharArray());
        long bytes = Write(Path.Combine(folder, Udid), password);
        using Backup backup = Backup.Open(Path.Combine(folder, Udid));
        backup.Unlock(password);
        string tree = Path.Combine(folder, "tree");
        Extract(backup, tree);
        List<double> peer = [];
        List<double> own = [];
        for (int round = 0; round < Rounds; round++)
        {
            string copy = Path.Combine(folder, "copy");
            peer.Add((await Run.OfAsync("cp", ["-r", tree, copy])).Seconds);
            Directory.Delete(copy, recursive: true);
            string extracted = Path.Combine(folder, "extracted");
            own.Add(Run.Time(() => Extract(backup, extracted)));
            Directory.Delete(extracted, recursive: true);
        }

        Run.Print("cp -r", Run.Median(peer), bytes, Run.Median(peer));
        Run.Print("FolderExtraction", Run.Median(own), bytes, Run.Median(peer));
    }

    private static void Extract(Backup backup, string destination)
    {
        using FolderExtraction extraction = new(destination, new ExtractionOptions(), new Silent());
        foreach (BackupFile file in backup.Files())
        {
            extraction.Add(backup, file);
        }

        ExtractionResult result = extraction.Complete();
        if (result.Failed > 0 || result.FilesWritten != Files)
        {
            throw new InvalidOperationException("The extraction is not what it should be.");
        }
    }

    private static long Write(string folder, BackupPassword password)
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
            Keys = keys,
        };
        using BackupWriter writer = BackupWriter.Create(folder, options);
        Random random = new(1);
        long bytes = 0;
        for (int i = 0; i < Files; i++)
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
