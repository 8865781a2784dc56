using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CsCheck;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class ManifestDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string ManifestPath => _folder["Manifest.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_row_of_a_real_manifest_is_read()
    {
        using ManifestDatabase manifest = OpenReal();
        List<BackupFile> files = [.. manifest.Files(BackupFileQuery.All, Stop)];

        Assert.Equal(new ManifestCounts(1089, 2618, 14, 0), manifest.Count(Stop));
        Assert.Equal(1089, files.Count(static file => file.Kind == FileKind.File));
        Assert.Equal(2618, files.Count(static file => file.Kind == FileKind.Directory));
        Assert.Equal(14, files.Count(static file => file.Kind == FileKind.SymbolicLink && file.LinkTarget is not null));
        Assert.Equal(1089, files.Count(static file => file.EncryptionKey.Length == 44));
        Assert.Equal(477, files.Count(static file => file.Digest.Length == 20));
        Assert.Equal(77, files.Count(static file => !file.ExtendedAttributes.IsEmpty));
        Assert.Equal(562, files.Select(static file => file.Domain).Distinct().Count());
        Assert.All(files, static file => Assert.Equal(FileFlaws.None, file.Flaws));
        Assert.All(files, static file => Assert.Equal(FileIds.Compute(file.Domain, file.RelativePath), file.FileId));
        Assert.All(
            files.Where(static file => !file.ExtendedAttributes.IsEmpty),
            static file => Assert.NotEmpty(PropertyList.ParseDictionary(file.ExtendedAttributes.Span)));
        Assert.Equal(98, files.Count(static file => file.UserId == -2));
        Assert.Equal(112, files.Count(static file => file.GroupId == -2));
    }

    [Fact]
    public void A_real_manifest_written_anew_has_the_same_records()
    {
        using ManifestDatabase real = OpenReal();
        List<BackupFile> files = [.. real.Files(BackupFileQuery.All, Stop)];
        using (ManifestWriter writer = ManifestWriter.Create(ManifestPath))
        {
            foreach (BackupFile file in files)
            {
                writer.Add(file);
            }

            writer.Finish();
        }

        using ManifestDatabase made = ManifestDatabase.Open(ManifestPath);

        Assert.Equal(files.Select(Describe), made.Files(BackupFileQuery.All, Stop).Select(Describe));
    }

    [Fact]
    public void Files_are_found_by_id()
    {
        using ManifestDatabase manifest = OpenReal();

        BackupFile? file = manifest.Find("3d0d7e5fb2ce288813306e4d4636395e047a3d28");

        Assert.Equal("Library/SMS/sms.db", file?.RelativePath);
        Assert.Equal((278528, 33188, 45856ul, 4), (file!.Size, file.Mode, file.Inode, file.ProtectionClass));
        Assert.Null(manifest.Find("0000000000000000000000000000000000000000"));
        Assert.Null(manifest.Find("' OR 1=1 --"));
    }

    [Fact]
    public void Every_kind_of_filter_selects_what_it_says()
    {
        using ManifestDatabase manifest = OpenReal();
        List<BackupFile> all = [.. manifest.Files(BackupFileQuery.All, Stop)];

        AssertSelects(
            new BackupFileQuery { Domains = [TextFilter.Exact("HomeDomain")] },
            static file => file.Domain == "HomeDomain");
        AssertSelects(
            new BackupFileQuery { Domains = [TextFilter.Prefix("AppDomain-"), TextFilter.Exact("RootDomain")] },
            static file => StartsWith(file.Domain, "AppDomain-") || file.Domain == "RootDomain");
        AssertSelects(
            new BackupFileQuery { Paths = [TextFilter.Glob("Library/*.db")], Kinds = FileKind.File },
            static file => file.Kind == FileKind.File
                && StartsWith(file.RelativePath, "Library/")
                && file.RelativePath.EndsWith(".db", StringComparison.Ordinal));
        AssertSelects(
            new BackupFileQuery { Paths = [TextFilter.Like(@"%/com.apple.mobile\_%")] },
            static file => file.RelativePath.Contains("/com.apple.mobile_", StringComparison.OrdinalIgnoreCase),
            mayBeEmpty: true);
        AssertSelects(
            new BackupFileQuery { Kinds = FileKind.SymbolicLink | FileKind.Directory },
            static file => file.Kind != FileKind.File);
        AssertSelects(
            new BackupFileQuery
            {
                Scopes =
                [
                    new FileScope(TextFilter.Exact("HomeDomain"), TextFilter.Prefix("Library/SMS")),
                    new FileScope(TextFilter.Exact("CameraRollDomain"), null),
                    new FileScope(null, TextFilter.Like("%PREFERENCES%")),
                ],
            },
            static file => file.Domain == "CameraRollDomain"
                || (file.Domain == "HomeDomain" && StartsWith(file.RelativePath, "Library/SMS"))
                || file.RelativePath.Contains("Preferences", StringComparison.OrdinalIgnoreCase));

        static bool StartsWith(string text, string prefix) => text.StartsWith(prefix, StringComparison.Ordinal);

        void AssertSelects(BackupFileQuery query, Func<BackupFile, bool> expected, bool mayBeEmpty = false)
        {
            List<string> selected = [.. manifest.Files(query, Stop).Select(static file => file.FileId).Order()];
            Assert.Equal([.. all.Where(expected).Select(static file => file.FileId).Order()], selected);
            Assert.True(mayBeEmpty || selected.Count > 0);
        }
    }

    [Fact]
    public void Hundreds_of_alternatives_are_one_query()
    {
        using ManifestDatabase manifest = OpenReal();
        List<TextFilter> domains = [.. manifest.Files(BackupFileQuery.All, Stop)
            .Select(static file => file.Domain).Distinct().Select(TextFilter.Exact)];

        Assert.Equal(3721, manifest.Files(new BackupFileQuery { Domains = domains }, Stop).Count());
    }

    [Fact]
    public void Rows_that_a_phone_only_reserved_are_passed_over_and_counted()
    {
        using (ManifestWriter writer = ManifestWriter.Create(ManifestPath))
        {
            writer.Add("HomeDomain", "a", FileKind.File, [1, 2, 3]);
            writer.Add("0123456789012345678901234567890123456789", null, null, 16, []);
            writer.Add("not an id", "HomeDomain", "b", 1 | 8 | 128, [1]);
            writer.Finish();
        }

        using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);

        Assert.Equal(
            [("a", FileFlaws.RecordDamaged), ("b", FileFlaws.RecordDamaged | FileFlaws.FileIdInvalid)],
            manifest.Files(BackupFileQuery.All, Stop).Select(static file => (file.RelativePath, file.Flaws)));
        Assert.Equal(new ManifestCounts(2, 0, 0, 1), manifest.Count(Stop));
    }

    [Fact]
    public void A_table_of_the_weak_hash_is_refused()
    {
        WriteSmall();
        using (SqliteDatabase database = SqliteDatabase.OpenOwn(ManifestPath, Stop))
        {
            database.Execute("INSERT INTO Properties VALUES ('passwordHash', x'00')");
        }

        AssertKind(ErrorKind.FormatNotSupported, () => ManifestDatabase.Open(ManifestPath));
    }

    [Theory]
    [InlineData("", ManifestEnding.PaddingMissing)]
    [InlineData("padding", ManifestEnding.Regular)]
    [InlineData("junk page", ManifestEnding.ExtraPages)]
    [InlineData("half a page", ManifestEnding.Irregular)]
    [InlineData("wrong padding", ManifestEnding.Irregular)]
    [InlineData("cut block", ManifestEnding.Irregular)]
    public void Whatever_follows_the_database_its_rows_are_read(string after, ManifestEnding expected)
    {
        WriteSmall();
        byte[] tail = after switch
        {
            "padding" => Repeat(16, 16),
            "junk page" => [.. Repeat(16, 16), .. Repeat(0, 4080)],
            "half a page" => Repeat(0, 2048),
            "wrong padding" => Repeat(15, 16),
            "cut block" => Repeat(16, 16),
            _ => [],
        };
        using FileKey key = NewKey();
        byte[] stored = EncryptBlocks(key, [.. File.ReadAllBytes(ManifestPath), .. tail]);
        File.WriteAllBytes(ManifestPath, after == "cut block" ? stored[..^3] : stored);

        using ManifestDatabase manifest = ManifestDatabase.OpenEncrypted(ManifestPath, key, Stop);

        Assert.Equal(expected, manifest.Ending);
        Assert.Equal(100, manifest.Files(BackupFileQuery.All, Stop).Count());
    }

    [Fact]
    public void A_count_of_pages_that_nobody_kept_up_to_date_is_not_trusted()
    {
        WriteSmall();
        byte[] plain = File.ReadAllBytes(ManifestPath);
        plain[28 + 3] = 1;
        plain[92] ^= 1;
        using FileKey key = NewKey();
        File.WriteAllBytes(ManifestPath, EncryptBlocks(key, [.. plain, .. Repeat(16, 16)]));

        using ManifestDatabase manifest = ManifestDatabase.OpenEncrypted(ManifestPath, key, Stop);

        Assert.Equal(ManifestEnding.Regular, manifest.Ending);
        Assert.Equal(100, manifest.Files(BackupFileQuery.All, Stop).Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(64)]
    [InlineData(4096)]
    [InlineData(40_000)]
    public void A_manifest_that_is_cut_or_no_database_is_damaged(int length)
    {
        WriteSmall();
        using FileKey key = NewKey();
        using FileKey other = NewKey();
        byte[] stored = EncryptBlocks(key, File.ReadAllBytes(ManifestPath));
        File.WriteAllBytes(ManifestPath, stored[..length]);

        AssertKind(ErrorKind.ManifestDamaged, () =>
        {
            using ManifestDatabase manifest = ManifestDatabase.OpenEncrypted(ManifestPath, key, Stop);
            return manifest.Files(BackupFileQuery.All, Stop).Count();
        });
        AssertKind(ErrorKind.ManifestDamaged, () => ManifestDatabase.OpenEncrypted(ManifestPath, other, Stop));
    }

    [Fact]
    public void Damage_within_the_database_is_named()
    {
        WriteSmall();
        byte[] bytes = File.ReadAllBytes(ManifestPath);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length - 4096);
        File.WriteAllBytes(ManifestPath, bytes);

        AssertKind(ErrorKind.ManifestDamaged, () =>
        {
            using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);
            return manifest.Files(BackupFileQuery.All, Stop).Count();
        });
    }

    /// <summary>Rows that are computed can be without end, or as large as memory.</summary>
    [Theory]
    [InlineData("CREATE TABLE Other (x)")]
    [InlineData("CREATE VIEW Files AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
        + "SELECT hex(i) AS fileID, 'd' AS domain, 'p' AS relativePath, 1 AS flags, zeroblob(9) AS file FROM n")]
    [InlineData("CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, "
        + "file BLOB AS (zeroblob(200000000)) VIRTUAL)")]
    [InlineData("CREATE VIRTUAL TABLE Files USING fts5(fileID, domain, relativePath, flags, file)")]
    public void A_database_without_a_plain_table_of_files_is_a_damaged_manifest(string schema)
    {
        using (SqliteDatabase database = SqliteDatabase.OpenOwn(ManifestPath, Stop))
        {
            database.Execute(schema);
        }

        AssertKind(ErrorKind.ManifestDamaged, () => ManifestDatabase.Open(ManifestPath));
    }

    [Fact]
    public void Random_damage_gives_files_or_one_typed_error()
    {
        WriteSmall();
        byte[] whole = File.ReadAllBytes(ManifestPath);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 8].Sample(
            flips =>
            {
                byte[] damaged = (byte[])whole.Clone();
                foreach ((int at, byte value) in flips)
                {
                    damaged[at] = value;
                }

                File.WriteAllBytes(ManifestPath, damaged);
                try
                {
                    using ManifestDatabase manifest = ManifestDatabase.Open(ManifestPath);
                    manifest.Count(Stop);
                    manifest.Find(FileIds.Compute("HomeDomain", "7"));
                    return manifest.Files(BackupFileQuery.All, Stop).Count() <= 101;
                }
                catch (EngineException e)
                {
                    return e.Kind == ErrorKind.ManifestDamaged;
                }
            },
            iter: 2000,
            threads: 1);
    }

    private static ManifestDatabase OpenReal() =>
        ManifestDatabase.Open(ConformanceData.Conformance("manifest-ios14.3", "Manifest.db"));

    private static string Describe(BackupFile file) => string.Join(
        '|',
        file.FileId, file.Domain, file.RelativePath, file.Kind, file.Mode, file.Size, file.LastModified,
        file.LastStatusChange, file.Birth, file.UserId, file.GroupId, file.Inode, file.ProtectionClass, file.Flags,
        Hex.Lower(file.EncryptionKey.Span), Hex.Lower(file.Digest.Span), Hex.Lower(file.ExtendedAttributes.Span),
        file.LinkTarget, file.RowFlags, file.Flaws);

    private static FileKey NewKey() => new(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32), []);

    private static byte[] Repeat(byte value, int count) => [.. Enumerable.Repeat(value, count)];

    /// <summary>Encrypts whole blocks without adding padding.</summary>
    private static byte[] EncryptBlocks(FileKey key, byte[] plain)
    {
        using CbcEncryptStream stream = new(new MemoryStream(plain), key);
        byte[] stored = new byte[plain.Length];
        stream.ReadExactly(stored);
        return stored;
    }

    private static void AssertKind(ErrorKind kind, Func<object?> action) =>
        Assert.Equal(kind, Assert.Throws<EngineException>(action).Kind);

    private void WriteSmall()
    {
        using ManifestWriter writer = ManifestWriter.Create(ManifestPath);
        for (int i = 0; i < 100; i++)
        {
            writer.Add("HomeDomain", $"{i}", FileKind.Directory, Repeat(1, 500));
        }

        writer.Finish();
    }
}
