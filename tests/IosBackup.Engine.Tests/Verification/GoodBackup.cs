using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Tests.Runs;
using IosBackup.Engine.Verification;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>A good backup of a virtual phone in a repository, with one of everything that a verification looks at.</summary>
internal sealed class GoodBackup : IAsyncDisposable
{
    public const string Secret = "correct horse";

    private const int Blob = 300_000;

    private readonly Bench _bench;
    private readonly bool _isEncrypted;

    private GoodBackup(Bench bench, bool isEncrypted)
    {
        _bench = bench;
        _isEncrypted = isEncrypted;
    }

    /// <summary>The newest generation's folder.</summary>
    public string Folder => _bench.Newest;

    /// <summary>What the repository keeps of the generation.</summary>
    public string OwnFolder => Assert.Single(
        Directory.GetDirectories(_bench.Repository[".iosbackup", _bench.Phone.Udid, "generations"]));

    public static async Task<GoodBackup> MakeAsync(bool isEncrypted)
    {
        Bench bench = await Bench.StartAsync();
        Fill(bench.Phone.Content);
        bench.Phone.BackupPassword = isEncrypted ? Secret : null;
        await bench.BackUpAsync();
        return new GoodBackup(bench, isEncrypted);
    }

    /// <summary>A database with a table and an index.</summary>
    public static byte[] Database(int rows)
    {
        using SqliteDatabase database = SqliteDatabase.OpenMemory();
        database.Execute(
            "CREATE TABLE message (id INTEGER PRIMARY KEY, text TEXT); CREATE INDEX byText ON message(text);"
            + $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "
            + "INSERT INTO message SELECT i, 'message ' || i FROM n;");
        return database.Serialize();
    }

    /// <summary>Removes what the repository knows: a backup like one of another tool is left.</summary>
    public void ForgetRepository() => Directory.Delete(_bench.Repository[".iosbackup"], recursive: true);

    public Task<VerificationResult> VerifyAsync(
        VerificationLevel level, VerificationSlice? slice = null, bool withPassword = true) =>
        VerifyAsync(Folder, level, slice, withPassword && _isEncrypted ? Secret : null);

    public static async Task<VerificationResult> VerifyAsync(
        string folder, VerificationLevel level, VerificationSlice? slice = null, string? password = null)
    {
        using BackupPassword? secret = password is null ? null : BackupPassword.FromChars(password);
        VerificationOptions options = new()
        {
            Level = level,
            Slice = slice,
            Password = secret,
            Remember = false,
        };
        return await BackupVerifier.RunAsync(folder, options, null, TestContext.Current.CancellationToken);
    }

    /// <summary>The files whose content is stored, and where that lies.</summary>
    public IReadOnlyList<(BackupFile File, string Path)> Payloads()
    {
        using Backup backup = Backup.Open(Folder);
        if (_isEncrypted)
        {
            using BackupPassword password = BackupPassword.FromChars(Secret);
            backup.Unlock(password);
        }

        return [.. backup.Files(new BackupFileQuery { Kinds = FileKind.File })
            .Select(file => (file, Path.Combine(Folder, BackupFolder.ShardedName(file.FileId))))];
    }

    /// <summary>Where the content of a file is stored.</summary>
    public string PathOf(string domain, string path) =>
        Path.Combine(Folder, BackupFolder.ShardedName(FileIds.Compute(domain, path)));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private static void Fill(PhoneContent content)
    {
        content.Clear();
        Put(content, "HomeDomain", "Library/SMS/sms.db", Database(300));
        Put(content, "HomeDomain", "Library/Preferences/com.apple.test.plist", Settings());
        Put(content, "HomeDomain", "Library/Preferences/xml.plist", PropertyList.ToXml(new PlistDictionary()));
        Put(content, "HomeDomain", "Library/notes.txt", Encoding.UTF8.GetBytes(new string('n', 1234)));
        Put(content, "HomeDomain", "Library/sixteen.bin", Noise(64));
        Put(content, "CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", [0xFF, 0xD8, 0xFF, .. Noise(Blob)]);
        Put(content, "CameraRollDomain", "Media/DCIM/100APPLE/IMG_0002.MOV", [0, 0, 0, 20, .. "ftypqt  "u8, .. Noise(99)]);
        Put(content, "AppDomain-com.example.app", "Documents/store.sqlite", Database(20));
        Put(content, "AppDomain-com.example.app", "Documents/text.txt", Encoding.UTF8.GetBytes("plain text"));
        Put(content, "AppDomain-com.example.app", "Documents/empty.txt", []);
        content.Put(new PhoneFile
        {
            Domain = "AppDomain-com.example.app",
            RelativePath = "Documents/link",
            Kind = PhoneFileKind.SymbolicLink,
            LinkTarget = "text.txt",
        });
        content.Add(new GeneratedFiles
        {
            Domain = "AppDomain-com.example.app",
            Folder = "Documents/many",
            Count = 20,
            TotalSize = 40_000,
        });
    }

    private static void Put(PhoneContent content, string domain, string path, byte[] bytes) =>
        content.Put(domain, path, PhoneFileContent.FromBytes(bytes));

    private static byte[] Settings() => PropertyList.ToBinary(new PlistDictionary { ["Name"] = "value" });

    private static byte[] Noise(int length)
    {
        byte[] bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
