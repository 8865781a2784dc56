using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Restoration;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

/// <summary>A backup of given content, and a destination to extract it to.</summary>
internal sealed class ExtractionBench : IDisposable
{
    public const string Udid = "00008030-000A11110000802E";
    public const string Password = "ünlock";

    private readonly TemporaryFolder _folder = new();

    public ExtractionBench(PhoneContent content, bool encrypted = false)
        : this(writer =>
        {
            foreach (PhoneFile file in content.TakeSnapshot())
            {
                writer.Add(ToEntry(file), file.Content?.Open());
            }
        },
        encrypted)
    {
    }

    public ExtractionBench(Action<BackupWriter> write, bool encrypted = false)
    {
        using BackupPassword password = BackupPassword.FromChars(Password.ToCharArray());
        Keybag keybag = KeybagBuilder.Create(password, new KeybagCost(1, 1), out ClassKeys keys);
        using ClassKeys ownKeys = keys;
        BackupWriterOptions options = new()
        {
            Properties = new BackupProperties(new PlistDictionary())
            {
                BackupKeyBag = encrypted ? keybag.Bytes : default,
                Lockdown = new PlistDictionary { ["UniqueDeviceID"] = Udid },
            },
            Keys = encrypted ? keys : null,
        };
        using (BackupWriter writer = BackupWriter.Create(_folder[Udid], options))
        {
            write(writer);
            writer.Finish();
        }

        Backup = Backup.Open(_folder[Udid]);
        if (encrypted)
        {
            Backup.Unlock(password);
        }
    }

    public Backup Backup { get; }

    public string Destination => _folder["destination"];

    public RecordingObserver Observer { get; private set; } = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A file with a short text.</summary>
    public static BackupFile File(string domain, string path, int mode = 0, long modified = 1_700_000_000) => new()
    {
        FileId = FileIds.Compute(domain, path),
        Domain = domain,
        RelativePath = path,
        Kind = FileKind.File,
        Mode = mode,
        LastModified = modified,
    };

    /// <summary>A symbolic link.</summary>
    public static BackupFile Link(string domain, string path, string target) =>
        File(domain, path) with { Kind = FileKind.SymbolicLink, LinkTarget = target };

    public static Stream Text(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    /// <summary>Extracts all that the backup lists, or what is given.</summary>
    public ExtractionResult Extract(
        ExtractionOptions? options = null, FileLayer? files = null, IEnumerable<BackupFile>? items = null)
    {
        Observer = new RecordingObserver();
        using FolderExtraction extraction = new(
            files ?? FileLayer.Real, Destination, options ?? new ExtractionOptions(), Observer, Stop);
        foreach (BackupFile file in items ?? Backup.Files(stop: Stop))
        {
            extraction.Add(Backup, file);
        }

        return extraction.Complete();
    }

    /// <summary>What an extraction would do.</summary>
    public ExtractionPlan Plan(ExtractionOptions? options = null, IEnumerable<BackupFile>? items = null)
    {
        ExtractionPlanner planner = new(Destination, options ?? new ExtractionOptions());
        foreach (BackupFile file in items ?? Backup.Files(stop: Stop))
        {
            planner.Add(Backup, file);
        }

        return planner.Complete();
    }

    /// <summary>What lies at the destination, folders aside.</summary>
    public string[] Found() => [.. Below(Destination, Destination).Order(StringComparer.Ordinal)];

    /// <summary>Path and content of all that lies at the destination.</summary>
    public string[] Describe() => [.. Found().Select(path =>
        $"{path} {new FileInfo(InDestination(path)).LinkTarget ?? Convert.ToHexString(
            SHA256.HashData(System.IO.File.ReadAllBytes(InDestination(path))))}")];

    /// <summary>What lies beside destination and backup, where nothing should.</summary>
    public string[] Outside() => [.. Below(_folder.Path, _folder.Path).Where(static path =>
        !path.StartsWith(Udid + "/", StringComparison.Ordinal)
        && !path.StartsWith("destination/", StringComparison.Ordinal))];

    public string Read(params string[] path) => System.IO.File.ReadAllText(Path.Combine([Destination, .. path]));

    public string InDestination(params string[] path) => Path.Combine([Destination, .. path]);

    public void Dispose()
    {
        Backup.Dispose();
        _folder.Dispose();
    }

    private static IEnumerable<string> Below(string folder, string root)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo && entry.LinkTarget is null)
            {
                foreach (string path in Below(entry.FullName, root))
                {
                    yield return path;
                }
            }
            else
            {
                yield return Path.GetRelativePath(root, entry.FullName).Replace('\\', '/');
            }
        }
    }

    private static BackupFile ToEntry(PhoneFile file) => new()
    {
        FileId = FileIds.Compute(file.Domain, file.RelativePath),
        Domain = file.Domain,
        RelativePath = file.RelativePath,
        Kind = file.Kind switch
        {
            PhoneFileKind.Directory => FileKind.Directory,
            PhoneFileKind.SymbolicLink => FileKind.SymbolicLink,
            _ => FileKind.File,
        },
        LastModified = file.LastModified,
        LinkTarget = file.LinkTarget,
    };
}
