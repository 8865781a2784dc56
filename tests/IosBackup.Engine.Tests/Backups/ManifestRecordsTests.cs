using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Cryptography;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class ManifestRecordsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static JsonNode Vector => KeybagVectors.All["mbdb"]!;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_field_of_a_record_is_read()
    {
        using Backup backup = OpenSample();
        BackupFile[] files = [.. backup.Files(stop: Stop)];

        Assert.Equal(BackupFormat.Records, backup.Format);
        Assert.Equal(
            Vector["fileIDs"]!.AsArray().Select(static id => (string)id!), files.Select(static file => file.FileId));
        Assert.Equal(
            [FileKind.Directory, FileKind.File, FileKind.SymbolicLink], files.Select(static file => file.Kind));
        Assert.Equal(("HomeDomain", string.Empty, 0x41ED), (files[0].Domain, files[0].RelativePath, files[0].Mode));
        Assert.Equal(
            ("Library/test.txt", 10, 3, 123456789ul, 501, 501),
            (files[1].RelativePath, files[1].Size, files[1].ProtectionClass, files[1].Inode, files[1].UserId, files[1].GroupId));
        Assert.Equal((20, 44), (files[1].Digest.Length, files[1].EncryptionKey.Length));
        PlistDictionary attributes = PropertyList.ParseDictionary(files[1].ExtendedAttributes.Span);
        Assert.Equal(new byte[] { 1, 2 }, attributes.GetData("com.example.x")!.Value.ToArray());
        Assert.Equal(("../target", -1), (files[2].LinkTarget, files[2].LastModified));
        Assert.All(files, static file => Assert.Equal(FileFlaws.None, file.Flaws));
        Assert.Equal(new ManifestCounts(1, 1, 1, 0), backup.Count(Stop));
    }

    [Fact]
    public void Content_decrypts_from_the_flat_folder_with_the_legacy_keybag()
    {
        using Backup backup = OpenSample();
        BackupFile file = backup.Find("HomeDomain", "Library/test.txt")!;
        File.WriteAllBytes(_folder[file.FileId], Vector.Bytes("cipher"));
        Assert.Equal(
            ErrorKind.BackupPasswordRequired, Assert.Throws<EngineException>(() => backup.OpenRead(file)).Kind);
        using BackupPassword password = BackupPassword.FromChars(KeybagVectors.Keybag("legacy-pre-10.2").Text("password"));

        backup.Unlock(password);

        using Stream content = backup.OpenRead(file);
        byte[] plain = new byte[content.Length];
        content.ReadExactly(plain);
        Assert.Equal(Vector.Bytes("plain"), plain);
        Assert.Equal(PayloadPlace.Flat, backup.Locate(file));
    }

    [Fact]
    public void Queries_mean_the_same_as_for_databases()
    {
        using Backup backup = OpenSample();

        Assert.Equal(["Library/test.txt"], Paths(new BackupFileQuery { Paths = [TextFilter.Glob("*/t?st.*")] }));
        Assert.Equal(["Library/link"], Paths(new BackupFileQuery { Kinds = FileKind.SymbolicLink }));
        Assert.Equal(
            ["Library/test.txt", "Library/link"], Paths(new BackupFileQuery { Paths = [TextFilter.Like("LIBRARY%")] }));
        Assert.Empty(Paths(new BackupFileQuery { Domains = [TextFilter.Exact("RootDomain")] }));
        Assert.Null(backup.Find("HomeDomain", "nothing"));

        string[] Paths(BackupFileQuery query) =>
            [.. backup.Files(query, Stop).Select(static file => file.RelativePath)];
    }

    [Fact]
    public void Every_prefix_is_damage_or_ends_between_records()
    {
        byte[] whole = Vector.Bytes("bytes");
        int[] ends = [.. Enumerable.Range(0, whole.Length + 1).Where(length => CanRead(whole.AsSpan(0, length)) >= 0)];

        Assert.Equal([0, 1, 2, 3], ends.Select(length => CanRead(whole.AsSpan(0, length))));
    }

    [Fact]
    public void Any_flipped_bit_gives_files_or_one_typed_error()
    {
        byte[] whole = Vector.Bytes("bytes");
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.InRange(CanRead(damaged), -1, 3);
        }
    }

    /// <summary>Number of records read before the end; -1 for damage.</summary>
    private static int CanRead(ReadOnlySpan<byte> bytes)
    {
        MbdbReader reader = new(new MemoryStream(bytes.ToArray()), "test");
        int count = 0;
        try
        {
            reader.Start();
            for (; reader.Next() is not null; count++)
            {
            }

            return count;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.ManifestDamaged)
        {
            return -1;
        }
    }

    private Backup OpenSample()
    {
        File.WriteAllBytes(_folder["Manifest.mbdb"], Vector.Bytes("bytes"));
        File.WriteAllBytes(
            _folder["Manifest.plist"],
            new BackupProperties(new PlistDictionary())
            {
                IsEncrypted = true,
                BackupKeyBag = KeybagVectors.Keybag("legacy-pre-10.2").Bytes("keybag"),
            }.ToBytes());
        return Backup.Open(_folder.Path);
    }
}
