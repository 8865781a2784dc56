using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

/// <summary>Backups in the shapes that iOS 4 to 9 left, with the oddities that real ones have.</summary>
public sealed class HistoricBackupTests : IDisposable
{
    private const string Password = "pässwörd 5";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_backup_of_iOS_4_is_named_and_refused()
    {
        // "mbdx", version 2.0, one record: 20 bytes of key, where in Manifest.mbdb, the mode.
        byte[] index =
            [(byte)'m', (byte)'b', (byte)'d', (byte)'x', 2, 0, 0, 0, 0, 1, .. new byte[20], 0, 0, 0, 0, 0x81, 0xA4];
        WriteProperties(null);
        File.WriteAllBytes(_folder["Manifest.mbdx"], index);
        AssertRefused();

        // Most of them have both files; the index marks the old form, whatever the other one says.
        File.WriteAllBytes(_folder["Manifest.mbdb"], MbdbWriter.Write([NewFile("HomeDomain", "a")]));
        AssertRefused();

        void AssertRefused()
        {
            EngineException refused = Assert.Throws<EngineException>(() => Backup.Open(_folder.Path));
            Assert.Equal(ErrorKind.FormatNotSupported, refused.Kind);
            Assert.Contains("iOS 4", refused.Message, StringComparison.Ordinal);
            Assert.Equal(_folder.Path, refused.Target);
        }
    }

    [Fact]
    public void A_backup_of_iOS_5_lists_every_kind_and_reads_flat_payloads()
    {
        BackupFile[] files =
        [
            NewFile("HomeDomain", "") with { Kind = FileKind.Directory, Mode = 0x41ED },
            NewFile("HomeDomain", "Library/SMS/sms.db") with { Size = 5, LastModified = -1, Digest = new byte[20] },
            NewFile("MediaDomain", "Media/DCIM/Ü.JPG") with { Size = 5 },
            NewFile("HomeDomain", "Library/link") with
            {
                Kind = FileKind.SymbolicLink,
                Mode = 0xA1ED,
                LinkTarget = "../elsewhere",
            },
            NewFile("RootDomain", "dev/socket") with { Mode = 0xC1A4 },
        ];
        WriteProperties(null);
        File.WriteAllBytes(_folder["Manifest.mbdb"], MbdbWriter.Write(files));
        File.WriteAllBytes(_folder[files[1].FileId], Encoding.UTF8.GetBytes("hello"));
        using Backup backup = Backup.Open(_folder.Path);

        BackupFile[] listed = [.. backup.Files(stop: Stop)];

        // The socket has no kind that could be asked for, so only counting shows it.
        Assert.Equal(
            files.Take(4).Select(static file => file.ToString()), listed.Select(static file => file.ToString()));
        Assert.Equal(new ManifestCounts(2, 1, 1, 1), backup.Count(Stop));
        Assert.Equal(["HomeDomain", "MediaDomain", "RootDomain"], backup.Domains(Stop));
        Assert.Equal("hello", Read(backup, listed[1]));
        Assert.Equal(
            ErrorKind.PayloadMissing, Assert.Throws<EngineException>(() => Read(backup, listed[2])).Kind);
        Assert.Equal(new DateTimeOffset(1969, 12, 31, 23, 59, 59, TimeSpan.Zero), listed[1].LastWriteTime);
    }

    [Fact]
    public void An_encrypted_backup_of_iOS_9_gives_content_by_its_padding_and_not_by_its_size()
    {
        using BackupPassword password = BackupPassword.FromChars(Password);
        Keybag keybag = KeybagBuilder.Create(password, new KeybagCost(null, 100), out ClassKeys keys);
        using ClassKeys owned = keys;
        string[] contents = ["exactly as long", "longer than it says", "short", ""];
        long[] sizes = [15, 4, 4096, 12];
        List<BackupFile> files = [];
        for (int i = 0; i < contents.Length; i++)
        {
            files.Add(WriteEncrypted($"file {i}", contents[i], keys) with { Size = sizes[i] });
        }

        files.Add(WriteEncrypted("missing", "gone", keys) with { Size = 4 });
        File.Delete(_folder[files[^1].FileId]);
        files.Add(WriteEncrypted("empty", "nothing is stored", keys) with { Size = 0 });
        File.WriteAllBytes(_folder[files[^1].FileId], []);
        WriteProperties(keybag);
        File.WriteAllBytes(_folder["Manifest.mbdb"], MbdbWriter.Write(files));

        using Backup backup = Backup.Open(_folder.Path);
        Assert.Equal((true, false), (backup.IsEncrypted, backup.IsUnlocked));
        Assert.Equal(sizes, backup.Files(stop: Stop).Take(sizes.Length).Select(static file => file.Size));
        using BackupPassword decomposed = BackupPassword.FromChars(Password.Normalize(NormalizationForm.FormD));
        backup.Unlock(decomposed);

        Assert.Equal(contents, files.Take(contents.Length).Select(file => Read(backup, file)));
        Assert.Equal(string.Empty, Read(backup, files[^1]));
        Assert.Equal(
            ErrorKind.PayloadMissing, Assert.Throws<EngineException>(() => Read(backup, files[^2])).Kind);
        using BackupPassword wrong = BackupPassword.FromChars("another");
        Assert.Equal(
            ErrorKind.BackupPasswordIncorrect, Assert.Throws<EngineException>(() => backup.Unlock(wrong)).Kind);
        Assert.Equal(contents[1], Read(backup, files[1]));
    }

    [Fact]
    public void A_manifest_cut_within_a_record_gives_what_it_has_and_then_an_error()
    {
        byte[] whole = MbdbWriter.Write([NewFile("HomeDomain", "a"), NewFile("HomeDomain", "b")]);
        WriteProperties(null);
        File.WriteAllBytes(_folder["Manifest.mbdb"], whole[..^5]);
        using Backup backup = Backup.Open(_folder.Path);
        List<string> seen = [];

        EngineException damaged = Assert.Throws<EngineException>(() =>
        {
            foreach (BackupFile file in backup.Files(stop: Stop))
            {
                seen.Add(file.RelativePath);
            }
        });

        Assert.Equal((ErrorKind.ManifestDamaged, "a"), (damaged.Kind, Assert.Single(seen)));
    }

    private static BackupFile NewFile(string domain, string path) => new()
    {
        FileId = FileIds.Compute(domain, path),
        Domain = domain,
        RelativePath = path,
        Kind = FileKind.File,
        UserId = 501,
        GroupId = 501,
        LastModified = 1_330_000_000,
        ProtectionClass = 3,
    };

    private static string Read(Backup backup, BackupFile file)
    {
        using StreamReader reader = new(backup.OpenRead(file), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private BackupFile WriteEncrypted(string path, string content, ClassKeys keys)
    {
        using FileKey key = keys.NewKey(3);
        BackupFile file = NewFile("HomeDomain", path) with { EncryptionKey = key.Wrapped.ToArray() };
        using PayloadStream payload = new(new MemoryStream(Encoding.UTF8.GetBytes(content)), key);
        using FileStream stored = File.Create(_folder[file.FileId]);
        payload.CopyTo(stored);
        return file;
    }

    private void WriteProperties(Keybag? keybag) => File.WriteAllBytes(
        _folder["Manifest.plist"],
        new BackupProperties(new PlistDictionary())
        {
            Version = "9.1",
            IsEncrypted = keybag is not null,
            BackupKeyBag = keybag?.Bytes ?? default,
        }.ToBytes());
}
