using System;
using System.Text;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Tests.Runs;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>
/// Two backups of a virtual phone, one of them encrypted, with one of everything that a verification looks at. Tests
/// work on copies.
/// </summary>
public sealed class GoodBackups : IAsyncLifetime
{
    private const int LargeFile = 300_000;

    private Bench? _plain;
    private Bench? _encrypted;

    public async ValueTask InitializeAsync()
    {
        _plain = await MakeAsync(null);
        _encrypted = await MakeAsync(GoodBackup.Secret);
    }

    public async ValueTask DisposeAsync()
    {
        await _plain!.DisposeAsync();
        await _encrypted!.DisposeAsync();
    }

    /// <summary>A database with a table and an index.</summary>
    internal static byte[] Database(int rows, string collation = "BINARY")
    {
        using SqliteDatabase database = SqliteDatabase.OpenMemory();
        database.Execute(
            $"CREATE TABLE message (id INTEGER PRIMARY KEY, text TEXT COLLATE {collation});"
            + "CREATE INDEX byText ON message(text);"
            + $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows}) "
            + "INSERT INTO message SELECT i, 'message ' || i FROM n;");
        return database.Serialize();
    }

    /// <summary>A copy of one of them.</summary>
    internal GoodBackup Copy(bool isEncrypted)
    {
        Bench bench = isEncrypted ? _encrypted! : _plain!;
        return new GoodBackup(bench.Repository.Path, bench.Phone.Udid, isEncrypted);
    }

    private static async Task<Bench> MakeAsync(string? password)
    {
        Bench bench = await Bench.StartAsync();
        Fill(bench.Phone.Content);
        bench.Phone.BackupPassword = password;
        await bench.BackUpAsync();
        return bench;
    }

    private static void Fill(PhoneContent content)
    {
        content.Clear();
        Put(content, "HomeDomain", "Library/SMS/sms.db", Database(300));
        Put(content, "HomeDomain", "Library/Preferences/com.apple.test.plist", Settings());
        Put(content, "HomeDomain", "Library/Preferences/xml.plist", PropertyList.ToXml(new PlistDictionary()));
        Put(content, "HomeDomain", "Library/notes.txt", Encoding.UTF8.GetBytes(new string('n', 1234)));
        Put(content, "CameraRollDomain", "Media/IMG_0001.JPG", [0xFF, 0xD8, 0xFF, .. Noise(LargeFile)]);
        Put(content, "CameraRollDomain", "Media/IMG_0002.MOV", [0, 0, 0, 20, .. "ftypqt  "u8, .. Noise(99)]);
        Put(content, "AppDomain-com.example.app", "Documents/store.sqlite", Database(500));
        Put(content, "AppDomain-com.example.app", "Documents/settings.plist", Settings());
        Put(content, "AppDomain-com.example.app", "Documents/sixteen.bin", Noise(64));
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
