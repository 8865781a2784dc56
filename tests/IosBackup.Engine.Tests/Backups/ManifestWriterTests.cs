using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class ManifestWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string ManifestPath => _folder["Manifest.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_manifest_has_the_schema_and_settings_of_a_phones()
    {
        WriteSample();
        using SqliteDatabase made = SqliteDatabase.OpenImmutable(ManifestPath, TestContext.Current.CancellationToken);
        using SqliteDatabase real = SqliteDatabase.OpenImmutable(
            ConformanceData.Conformance("manifest-ios14.3", "Manifest.db"), TestContext.Current.CancellationToken);

        foreach (string setting in (string[])["user_version", "page_size", "auto_vacuum"])
        {
            Assert.Equal(real.QueryInteger($"PRAGMA {setting}"), made.QueryInteger($"PRAGMA {setting}"));
        }

        Assert.Equal(Schema(real), Schema(made));
        Assert.Equal(0, made.QueryInteger("SELECT count(*) FROM Properties"));
    }

    [Fact]
    public void A_manifest_is_sound_and_alone_in_its_folder()
    {
        WriteSample();
        using SqliteDatabase made = SqliteDatabase.OpenImmutable(ManifestPath, TestContext.Current.CancellationToken);
        using SqliteStatement check = made.Prepare("PRAGMA integrity_check");

        Assert.True(check.Step());
        Assert.Equal("ok", check.Text(0));
        Assert.Equal([ManifestPath], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Equal(0, new FileInfo(ManifestPath).Length % ManifestSchema.PageSize);
    }

    [Fact]
    public void An_encrypted_manifest_ends_with_a_block_of_padding()
    {
        WriteSample();
        using BackupPassword password = BackupPassword.FromChars("x");
        KeybagBuilder.Create(password, KeybagCost.Low, out ClassKeys keys);
        using ClassKeys owned = keys;
        using FileKey key = keys.NewKey(4);
        byte[] plain = File.ReadAllBytes(ManifestPath);
        MemoryStream stored = new();
        using PayloadStream payload = new(File.OpenRead(ManifestPath), key);

        payload.CopyTo(stored);

        Assert.Equal(plain.Length + 16, stored.Length);
        Assert.Equal((plain.Length, stored.Length), (payload.ContentLength, payload.StoredLength));
        using CbcDecryptStream all = new(stored, key, CbcPadding.Kept);
        byte[] decrypted = new byte[all.Length];
        all.ReadExactly(decrypted);
        Assert.Equal([.. plain, .. Enumerable.Repeat((byte)16, 16)], decrypted);
    }

    [Fact]
    public void The_same_file_twice_is_refused()
    {
        using ManifestWriter writer = ManifestWriter.Create(ManifestPath);
        writer.Add("HomeDomain", "Library", FileKind.Directory, [1]);

        Assert.Equal(
            ErrorKind.InvalidArgument,
            Assert.Throws<EngineException>(() => writer.Add("HomeDomain", "Library", FileKind.Directory, [1])).Kind);
    }

    private static List<string> Schema(SqliteDatabase database)
    {
        List<string> schema = [];
        using SqliteStatement statement = database.Prepare("SELECT type, name, sql FROM sqlite_master ORDER BY rowid");
        while (statement.Step())
        {
            schema.Add($"{statement.Text(0)} {statement.Text(1)} {statement.Text(2)}");
        }

        return schema;
    }

    private void WriteSample()
    {
        using ManifestWriter writer = ManifestWriter.Create(ManifestPath);
        for (int i = 0; i < 1000; i++)
        {
            writer.Add(new BackupFile
            {
                FileId = FileIds.Compute("HomeDomain", $"Library/{i}"),
                Domain = "HomeDomain",
                RelativePath = $"Library/{i}",
                Kind = FileKind.File,
                Mode = UnixMode.File | UnixMode.FilePermissions,
            });
        }

        writer.Add(FileIds.Compute("x", "placeholder"), null, null, 16, []);
        writer.Finish();
        Assert.Equal(1001, writer.Count);
    }
}
