using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using CsCheck;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class BackupWriterTests : IDisposable
{
    private const string Password = "round trip";

    private readonly TemporaryFolder _folder = new();
    private readonly Keybag _keybag;
    private readonly ClassKeys _keys;

    public BackupWriterTests()
    {
        using BackupPassword password = BackupPassword.FromChars(Password);
        _keybag = KeybagBuilder.Create(password, KeybagCost.Low, out _keys);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Goal => _folder["00008030-000A11110000802E"];

    public void Dispose()
    {
        _keys.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_written_is_read_back(bool encrypted)
    {
        Gen<(string Domain, string Name, byte[] Content)> gen = Gen.Select(
            Gen.OneOf(((string[])["HomeDomain", "CameraRollDomain", "AppDomain-com.example.app", "KeychainDomain"]).Select(Gen.Const).ToArray()),
            Gen.String[Gen.Char["abAü:*' \\"], 1, 12].Select(static text => text + " 🔑"),
            Gen.Byte.Array[0, 100_000]);
        gen.Array[0, 6].Sample(
            entries =>
            {
                using TemporaryFolder folder = new();
                entries = [.. entries.DistinctBy(static entry => (entry.Domain, entry.Name))];
                using (BackupWriter writer = BackupWriter.Create(folder["backup"], Options(encrypted), stop: Stop))
                {
                    foreach ((string domain, string name, byte[] content) in entries)
                    {
                        writer.Add(NewFile(domain, "Library/deep/" + name), new MemoryStream(content));
                    }

                    writer.Finish();
                }

                AssertSound(folder["backup"], encrypted);
                using Backup backup = Open(folder["backup"], encrypted);
                Assert.Equal(entries.Length, backup.Count(Stop).Files);
                foreach ((string domain, string name, byte[] content) in entries)
                {
                    BackupFile file = backup.Find(domain, "Library/deep/" + name)!;
                    using Stream read = backup.OpenRead(file);
                    Assert.Equal(content, ReadAll(read));
                    Assert.Equal(content.Length, file.Size);
                }
            },
            iter: 30,
            threads: 1);
    }

    [Fact]
    public void An_encrypted_backup_keeps_the_invariants_that_phones_need()
    {
        WriteSample(Goal, encrypted: true);
        using Backup backup = Open(Goal, encrypted: true);
        List<BackupFile> files = [.. backup.Files(stop: Stop)];

        Assert.Equal(ManifestEnding.Regular, backup.ManifestEnding);
        Assert.True(backup.IsFinished);
        Assert.Equal(("10.0", "24.0"), (backup.Properties.Version, backup.Properties.SystemDomainsVersion));
        Assert.Equal("kept", backup.Properties.Values.GetString("Unknown"));
        Assert.Equal("Test phone", backup.Info?.DeviceName);
        Assert.Equal(files.Count, files.Select(static file => file.Inode).Distinct().Count());
        Assert.Equal(
            (4, 3, 1),
            (Class("HomeDomain", "Library/a.txt"), Class("AppDomain-com.example.app", "b"),
                Class("KeychainDomain", "keychain-backup.plist")));
        Assert.Equal(20, backup.Find("HomeDomain", "Library/a.txt")!.Digest.Length);
        Assert.True(backup.Find("AppDomain-com.example.app", "b")!.Digest.IsEmpty);
        Assert.Equal("elsewhere", backup.Find("HomeDomain", "Library/link")!.LinkTarget);
        Assert.Equal(0x41C0, backup.Find("HomeDomain", "Library/private")!.Mode);
        Assert.Equal(0x41ED, backup.Find("HomeDomain", string.Empty)!.Mode);
        AssertSound(Goal, encrypted: true);
        Assert.Equal(
            ["Info.plist", "Manifest.db", "Manifest.plist", "Status.plist"],
            Directory.GetFiles(Goal).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([Goal], Directory.GetFileSystemEntries(_folder.Path));

        int Class(string domain, string path) => backup.Find(domain, path)!.EncryptionKey.Span[0];
    }

    [Fact]
    public void A_backup_without_encryption_has_a_keybag_for_the_empty_password()
    {
        WriteSample(Goal, encrypted: false);
        using BackupPassword empty = BackupPassword.FromChars([]);
        using Backup backup = Open(Goal, encrypted: false);

        using ClassKeys keys = Keybag.Parse(backup.Properties.BackupKeyBag.Span).Unlock(empty);

        Assert.True(keys.Has(4));
        Assert.True(backup.Properties.ManifestKey.IsEmpty);
        Assert.All(backup.Files(stop: Stop), static file => Assert.False(file.IsEncrypted));
        AssertSound(Goal, encrypted: false);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Chosen_entries_move_to_another_backup_as_they_are(bool encrypted)
    {
        WriteSample(Goal, encrypted);
        string spliced = _folder["spliced"];
        using Backup source = Open(Goal, encrypted);
        BackupFile chosen = source.Find("HomeDomain", "Library/a.txt")!;
        using (BackupWriter writer = BackupWriter.Create(
            spliced,
            new BackupWriterOptions { Properties = source.Properties, Info = source.Info, Keys = encrypted ? _keys : null },
            stop: Stop))
        {
            writer.AddStored(chosen, source.OpenStored(chosen));
            writer.Finish();
        }

        AssertSound(spliced, encrypted);
        using Backup made = Open(spliced, encrypted);
        BackupFile moved = made.Find("HomeDomain", "Library/a.txt")!;
        Assert.Equal(MBFileEncoder.Encode(chosen), MBFileEncoder.Encode(moved));
        using Stream before = source.OpenStored(chosen);
        using Stream after = made.OpenStored(moved);
        Assert.Equal(ReadAll(before), ReadAll(after));
        Assert.Equal(new ManifestCounts(1, 2, 0, 0), made.Count(Stop));
    }

    [Fact]
    public void What_does_not_fit_together_is_refused()
    {
        WriteSample(Goal, encrypted: true);
        using Backup source = Open(Goal, encrypted: true);
        BackupFile file = source.Find("HomeDomain", "Library/a.txt")!;
        using BackupPassword password = BackupPassword.FromChars("other");
        Keybag otherKeybag = KeybagBuilder.Create(password, KeybagCost.Low, out ClassKeys otherKeys);
        using ClassKeys owned = otherKeys;

        AssertRefuses(ErrorKind.InvalidArgument, Options(encrypted: false), file);
        AssertRefuses(
            ErrorKind.ManifestDamaged,
            new BackupWriterOptions
            {
                Properties = new BackupProperties(new PlistDictionary()) { BackupKeyBag = otherKeybag.Bytes },
                Keys = otherKeys,
            },
            file);
        AssertRefuses(ErrorKind.PayloadDamaged, Options(encrypted: true), file with { Digest = new byte[20] });
        AssertKind(ErrorKind.InvalidArgument, () => BackupWriter.Create(
            _folder["mixed"], Options(encrypted: true) with { Keys = otherKeys }, stop: Stop));
        AssertKind(ErrorKind.DestinationExists, () => BackupWriter.Create(Goal, Options(encrypted: true), stop: Stop));
        Assert.Equal([Goal], Directory.GetFileSystemEntries(_folder.Path));

        void AssertRefuses(ErrorKind kind, BackupWriterOptions options, BackupFile entry)
        {
            using BackupWriter writer = BackupWriter.Create(_folder["refused"], options, stop: Stop);
            AssertKind(kind, () => writer.AddStored(entry, source.OpenStored(entry)));
        }
    }

    [Theory]
    [InlineData("HomeDomain", "../x")]
    [InlineData("HomeDomain", "a/../x")]
    [InlineData("HomeDomain", "/x")]
    [InlineData("HomeDomain", "a//x")]
    [InlineData("HomeDomain", "a/")]
    [InlineData("HomeDomain", "a/./x")]
    [InlineData("HomeDomain", "a\0x")]
    [InlineData("AppDomain-../../x", "x")]
    [InlineData("SysContainerDomain-a/b", "x")]
    [InlineData("", "x")]
    public void Places_that_lead_elsewhere_are_refused(string domain, string path)
    {
        using BackupWriter writer = BackupWriter.Create(Goal, Options(encrypted: false), stop: Stop);

        AssertKind(ErrorKind.UnsafePath, () => writer.Add(NewFile(domain, path)));
        AssertKind(ErrorKind.UnsafePath, () => writer.AddStored(NewFile(domain, path)));
    }

    [Fact]
    public void A_path_that_has_no_form_in_UTF8_is_refused()
    {
        using BackupWriter writer = BackupWriter.Create(Goal, Options(encrypted: false), stop: Stop);

        AssertKind(ErrorKind.UnsafePath, () => writer.Add(NewFile("HomeDomain", new string(['a', (char)0xD800, 'x']))));
    }

    [Fact]
    public void The_same_entry_twice_is_refused()
    {
        using BackupWriter writer = BackupWriter.Create(Goal, Options(encrypted: true), stop: Stop);
        writer.Add(NewFile("HomeDomain", "a"));
        writer.Add(NewFile("HomeDomain", "b") with { Kind = FileKind.Directory });

        AssertKind(ErrorKind.InvalidArgument, () => writer.Add(NewFile("HomeDomain", "a")));
        AssertKind(ErrorKind.InvalidArgument, () => writer.Add(NewFile("HomeDomain", "b") with { Kind = FileKind.Directory }));
    }

    [Fact]
    public void A_backup_that_is_not_finished_leaves_nothing()
    {
        using (BackupWriter writer = BackupWriter.Create(Goal, Options(encrypted: true), stop: Stop))
        {
            writer.Add(NewFile("HomeDomain", "a"), new MemoryStream(new byte[1000]));
        }

        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Whatever_call_to_the_file_system_fails_there_is_an_error_and_no_backup()
    {
        for (int call = 1; ; call++)
        {
            FaultyFileLayer files = new(call);
            EngineException? error = null;
            try
            {
                using BackupWriter writer = BackupWriter.Create(Goal, Options(encrypted: true), files, Stop);
                writer.Add(NewFile("HomeDomain", "Library/a.txt"), new MemoryStream(new byte[300_000]));
                writer.Finish();
            }
            catch (EngineException e)
            {
                error = e;
            }

            Assert.Equal(files.HasFailed ? ErrorKind.DestinationUnavailable : null, error?.Kind);
            Assert.False(Directory.Exists(Goal + ".partial"));
            if (Directory.Exists(Goal))
            {
                // Once it has its name it is complete, even when the last flush fails.
                AssertSound(Goal, encrypted: true);
                Directory.Delete(Goal, recursive: true);
            }

            if (!files.HasFailed)
            {
                Assert.True(call > 15, $"only {call - 1} calls were made");
                return;
            }
        }
    }

    private static BackupFile NewFile(string domain, string path) => new()
    {
        FileId = string.Empty,
        Domain = domain,
        RelativePath = path,
        Kind = FileKind.File,
        LastModified = 1_700_000_000,
    };

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static void AssertKind(ErrorKind kind, Action action) =>
        Assert.Equal(kind, Assert.Throws<EngineException>(action).Kind);

    private static Backup Open(string folder, bool encrypted)
    {
        Backup backup = Backup.Open(folder);
        if (encrypted)
        {
            using BackupPassword password = BackupPassword.FromChars(Password);
            backup.Unlock(password);
        }

        return backup;
    }

    /// <summary>Every entry has its ancestors, every file its stored bytes, every digest is right, nothing is left over.</summary>
    private static void AssertSound(string folder, bool encrypted)
    {
        using Backup backup = Open(folder, encrypted);
        HashSet<string> stored = [];
        foreach (BackupFile file in backup.Files(stop: Stop))
        {
            Assert.Equal(FileFlaws.None, file.Flaws);
            Assert.Equal(FileIds.Compute(file.Domain, file.RelativePath), file.FileId);
            if (file.RelativePath.Length > 0)
            {
                string parent = file.RelativePath[..Math.Max(0, file.RelativePath.LastIndexOf('/'))];
                Assert.Equal(FileKind.Directory, backup.Find(file.Domain, parent)?.Kind);
            }

            if (file.Kind == FileKind.File)
            {
                Assert.Equal(PayloadPlace.Sharded, backup.Locate(file));
                using Stream content = backup.OpenStored(file);
                byte[] bytes = ReadAll(content);
                Assert.True(file.Digest.IsEmpty || file.Digest.Span.SequenceEqual(SHA1.HashData(bytes)));
                Assert.Equal(encrypted, file.IsEncrypted);
                stored.Add(file.FileId);
            }
        }

        Assert.Equal(
            stored.Order(),
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(static path => Path.GetFileName(path))
                .Where(FileIds.IsValid)
                .Order());
    }

    private BackupWriterOptions Options(bool encrypted) => new()
    {
        Properties = new BackupProperties(new PlistDictionary { ["Unknown"] = "kept" })
        {
            BackupKeyBag = encrypted ? _keybag.Bytes : default,
            Lockdown = new PlistDictionary { ["UniqueDeviceID"] = "00008030-000A11110000802E" },
        },
        Info = new BackupInfo(new PlistDictionary()) { DeviceName = "Test phone", ProductVersion = "17.0" },
        Keys = encrypted ? _keys : null,
    };

    private void WriteSample(string folder, bool encrypted)
    {
        using BackupWriter writer = BackupWriter.Create(folder, Options(encrypted), stop: Stop);
        writer.Add(NewFile("HomeDomain", "Library/a.txt"), new MemoryStream(Encoding.UTF8.GetBytes("text")));
        writer.Add(NewFile("AppDomain-com.example.app", "b"), new MemoryStream(new byte[200_000]));
        writer.Add(NewFile("KeychainDomain", "keychain-backup.plist"));
        writer.Add(NewFile("HomeDomain", "Library/link") with { Kind = FileKind.SymbolicLink, LinkTarget = "elsewhere" });
        writer.Add(NewFile("HomeDomain", "Library/private") with { Kind = FileKind.Directory, Mode = 0x1C0 });
        writer.Finish();
    }
}
