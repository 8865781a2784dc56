using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Cryptography;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_file_of_the_sample_decrypts_to_its_expected_content()
    {
        using Backup backup = SampleBackup.OpenUnlocked();
        foreach (KeyValuePair<string, JsonNode?> expected in SampleBackup.Expected["files"]!.AsObject())
        {
            string[] place = expected.Key.Split('|');
            BackupFile? file = backup.Find(place[0], place[1]);

            Assert.NotNull(file);
            Assert.Equal(expected.Value!.Text("fileID"), file.FileId);
            Assert.Equal(expected.Value!.Number("manifest_size"), file.Size);
            Assert.Equal(PayloadPlace.Sharded, backup.Locate(file));
            using Stream content = backup.OpenRead(file);
            Assert.Equal(expected.Value!.Number("plain_size"), content.Length);
            Assert.Equal(expected.Value!.Text("plain_sha1"), Hex.Lower(SHA1.HashData(content)));
            using Stream stored = backup.OpenStored(file);
            Assert.Equal(expected.Value!.Text("cipher_sha1"), Hex.Lower(SHA1.HashData(stored)));
            Assert.True(file.Digest.IsEmpty || Hex.Lower(file.Digest.Span) == expected.Value!.Text("cipher_sha1"));
        }
    }

    [Fact]
    public void What_is_known_without_a_password_is_told()
    {
        using Backup backup = Backup.Open(SampleBackup.Folder);

        Assert.Equal(SampleBackup.Udid, backup.Udid);
        Assert.Equal(BackupFormat.Database, backup.Format);
        Assert.True(backup.IsEncrypted);
        Assert.False(backup.IsUnlocked);
        Assert.True(backup.IsFinished);
        Assert.NotNull(backup.Info);
        AssertKind(ErrorKind.BackupPasswordRequired, () => backup.Files(stop: Stop).Count());
        AssertKind(ErrorKind.BackupPasswordRequired, () => backup.Find("HomeDomain", string.Empty));
        AssertKind(ErrorKind.BackupPasswordRequired, () => backup.ManifestEnding);
    }

    [Fact]
    public void Derived_keys_serve_every_backup_with_the_same_keybag()
    {
        using BackupPassword password = BackupPassword.FromChars(KeybagVectors.SamplePassword);
        using Backup first = Backup.Open(SampleBackup.Folder);
        using ClassKeys keys = first.DeriveKeys(password);
        foreach (int _ in Enumerable.Range(0, 2))
        {
            using Backup backup = Backup.Open(SampleBackup.CopyTo(_folder));
            Assert.Equal(keys.KeybagId, backup.KeybagId);
            backup.Unlock(keys);
            Assert.NotNull(backup.Find("HomeDomain", "Library/SMS/sms.db"));
        }

        KeybagBuilder.Create(password, KeybagCost.Low, out ClassKeys otherKeys);
        using ClassKeys others = otherKeys;
        AssertKind(ErrorKind.InvalidArgument, () => first.Unlock(others));
    }

    [Fact]
    public void A_wrong_password_is_named_and_the_right_one_works_afterwards()
    {
        using BackupPassword wrong = BackupPassword.FromChars("wrong");
        using BackupPassword right = BackupPassword.FromChars(KeybagVectors.SamplePassword);
        using Backup backup = Backup.Open(SampleBackup.Folder);

        AssertKind(ErrorKind.BackupPasswordIncorrect, () => backup.Unlock(wrong));
        Assert.False(backup.IsUnlocked);
        backup.Unlock(right);

        Assert.True(backup.IsUnlocked);
        Assert.Equal(ManifestEnding.Regular, backup.ManifestEnding);
        ManifestCounts counts = backup.Count(Stop);
        Assert.Equal(backup.Files(stop: Stop).Count(), counts.Files + counts.Directories + counts.SymbolicLinks);
    }

    [Fact]
    public void Reading_leaves_the_folder_as_it_was()
    {
        string folder = SampleBackup.CopyTo(_folder);
        Dictionary<string, DateTime> before = Snapshot(folder);

        using (Backup backup = SampleBackup.OpenUnlocked(folder))
        {
            foreach (BackupFile file in backup.Files(new BackupFileQuery { Kinds = FileKind.File }, Stop))
            {
                using Stream content = backup.OpenRead(file);
                content.CopyTo(Stream.Null);
            }
        }

        Assert.Equal(before, Snapshot(folder));
    }

    [Fact]
    public void Missing_and_misplaced_payloads_are_told_apart()
    {
        string folder = SampleBackup.CopyTo(_folder);
        using Backup backup = SampleBackup.OpenUnlocked(folder);
        BackupFile file = backup.Find("HomeDomain", "Library/SMS/sms.db")!;
        string sharded = Path.Combine(folder, "3d", file.FileId);
        string flat = Path.Combine(folder, file.FileId);
        string snapshot = Path.Combine(folder, "Snapshot", "3d", file.FileId);

        File.Move(sharded, flat);
        Assert.Equal(PayloadPlace.Flat, backup.Locate(file));
        ReadAll(backup, file);
        Directory.CreateDirectory(Path.GetDirectoryName(snapshot)!);
        File.Move(flat, snapshot);
        Assert.Equal(PayloadPlace.Snapshot, backup.Locate(file));
        ReadAll(backup, file);
        File.Delete(snapshot);
        Assert.Equal(PayloadPlace.Missing, backup.Locate(file));
        AssertKind(ErrorKind.PayloadMissing, () => backup.OpenRead(file));
        AssertKind(ErrorKind.UnsafePath, () => backup.OpenRead(file with { FileId = "../../../../etc/passwd" }));
        EngineException missing = Assert.Throws<EngineException>(() => backup.OpenRead(file));
        Assert.Equal("HomeDomain-Library/SMS/sms.db", missing.Target);
    }

    [Fact]
    public void A_damaged_payload_is_named_and_can_be_salvaged()
    {
        string folder = SampleBackup.CopyTo(_folder);
        using Backup backup = SampleBackup.OpenUnlocked(folder);
        BackupFile file = backup.Find("HomeDomain", "Library/SMS/sms.db")!;
        string stored = Path.Combine(folder, "3d", file.FileId);
        File.WriteAllBytes(stored, File.ReadAllBytes(stored)[..4000]);

        EngineException error = Assert.Throws<EngineException>(() => backup.OpenRead(file));

        Assert.Equal(ErrorKind.PayloadDamaged, error.Kind);
        using Stream salvaged = backup.OpenRead(file, salvage: true);
        Assert.Equal(4000, salvaged.Length);
    }

    [Fact]
    public void Only_regular_files_with_readable_records_have_content()
    {
        using Backup backup = SampleBackup.OpenUnlocked();
        BackupFile directory = backup.Files(new BackupFileQuery { Kinds = FileKind.Directory }, Stop).First();
        BackupFile damaged = backup.Find("HomeDomain", "Library/SMS/sms.db")! with { Flaws = FileFlaws.RecordDamaged };

        AssertKind(ErrorKind.InvalidArgument, () => backup.OpenRead(directory));
        AssertKind(ErrorKind.ManifestDamaged, () => backup.OpenRead(damaged));
    }

    [Fact]
    public void Folders_that_are_no_readable_backup_are_told_apart()
    {
        AssertOpens(ErrorKind.NotABackup);
        AssertOpens(ErrorKind.NotABackup, ("some.txt", []));
        AssertOpens(ErrorKind.FormatNotSupported, ("0123.mdinfo", []), ("0123.mddata", []));
        AssertOpens(ErrorKind.FormatNotSupported, ("Manifest.mbdx", []), ("Manifest.mbdb", []));
        AssertOpens(ErrorKind.BackupIncomplete, ("Info.plist", []));
        AssertOpens(ErrorKind.ManifestDamaged, ("Manifest.db", []));
        AssertOpens(ErrorKind.ManifestDamaged, ("Manifest.db", []), ("Manifest.plist", []));
        AssertKind(ErrorKind.NotABackup, () => Backup.Open(_folder["nowhere"]));
    }

    [Fact]
    public void A_malformed_status_or_info_does_not_hide_the_backup()
    {
        string folder = SampleBackup.CopyTo(_folder);
        File.WriteAllBytes(Path.Combine(folder, BackupStatus.FileName), []);
        File.WriteAllText(Path.Combine(folder, BackupInfo.FileName), "<plist><dict>");

        using Backup backup = SampleBackup.OpenUnlocked(folder);

        Assert.Null(backup.Status);
        Assert.Null(backup.Info);
        Assert.False(backup.IsFinished);
        Assert.Equal(SampleBackup.Udid, backup.Udid);
        Assert.NotEmpty(backup.Files(stop: Stop));
    }

    [Fact]
    public void The_weak_encryption_of_early_iOS_10_is_named()
    {
        string folder = SampleBackup.CopyTo(_folder);
        string path = Path.Combine(folder, BackupProperties.FileName);
        BackupProperties properties = BackupProperties.Parse(File.ReadAllBytes(path));
        properties.ManifestKey = default;
        File.WriteAllBytes(path, properties.ToBytes());
        using BackupPassword password = BackupPassword.FromChars(KeybagVectors.SamplePassword);

        using Backup backup = Backup.Open(folder);

        Assert.Equal(BackupFormat.WeaklyEncryptedDatabase, backup.Format);
        AssertKind(ErrorKind.FormatNotSupported, () => backup.Unlock(password));
        AssertKind(ErrorKind.FormatNotSupported, () => backup.Files(stop: Stop).Any());
    }

    [Fact]
    public void A_password_for_a_backup_without_encryption_is_refused()
    {
        _folder.Write("Manifest.db", string.Empty);
        File.WriteAllBytes(_folder["Manifest.plist"], new BackupProperties(new PlistDictionary()).ToBytes());
        using BackupPassword password = BackupPassword.FromChars("x");
        using Backup backup = Backup.Open(_folder.Path);

        Assert.True(backup.IsUnlocked);
        AssertKind(ErrorKind.NotEncrypted, () => backup.Unlock(password));
        AssertKind(ErrorKind.KeybagDamaged, () => backup.KeybagId);
    }

    [Fact]
    public void Listing_stops_when_it_is_told_to()
    {
        using Backup backup = SampleBackup.OpenUnlocked();
        using CancellationTokenSource source = new();
        using IEnumerator<BackupFile> files = backup.Files(stop: source.Token).GetEnumerator();

        Assert.True(files.MoveNext());
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => files.MoveNext());
        Assert.NotEmpty(backup.Files(stop: Stop));
    }

    private static void ReadAll(Backup backup, BackupFile file)
    {
        using Stream content = backup.OpenRead(file);
        content.CopyTo(Stream.Null);
    }

    private static Dictionary<string, DateTime> Snapshot(string folder) => Directory
        .EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories)
        .ToDictionary(static path => path, File.GetLastWriteTimeUtc);

    private static void AssertKind(ErrorKind kind, Action action) =>
        Assert.Equal(kind, Assert.Throws<EngineException>(action).Kind);

    private static void AssertKind(ErrorKind kind, Func<object?> action) =>
        Assert.Equal(kind, Assert.Throws<EngineException>(action).Kind);

    private static void AssertOpens(ErrorKind kind, params (string Name, byte[] Content)[] files)
    {
        using TemporaryFolder folder = new();
        foreach ((string name, byte[] content) in files)
        {
            File.WriteAllBytes(folder[name], content);
        }

        AssertKind(kind, () => Backup.Open(folder.Path));
    }
}
