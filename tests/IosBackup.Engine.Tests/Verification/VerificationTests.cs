using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Tests.Backups;
using IosBackup.Engine.Tests.Cryptography;
using IosBackup.Engine.Tests.Runs;
using IosBackup.Engine.Verification;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

public sealed class VerificationTests(GoodBackups backups) : IClassFixture<GoodBackups>
{
    [Theory]
    [InlineData(false, VerificationLevel.Quick)]
    [InlineData(false, VerificationLevel.Hash)]
    [InlineData(false, VerificationLevel.Full)]
    [InlineData(true, VerificationLevel.Quick)]
    [InlineData(true, VerificationLevel.Hash)]
    [InlineData(true, VerificationLevel.Full)]
    public async Task A_good_backup_passes_without_findings(bool isEncrypted, VerificationLevel level)
    {
        using GoodBackup backup = backups.Copy(isEncrypted);
        string[] before = FolderContents.Describe(backup.Folder);

        VerificationResult result = await backup.VerifyAsync(level);

        Assert.Empty(result.Findings);
        Assert.True(result.Passed);
        Assert.True(result.HasLedger);
        Assert.Equal(backup.Payloads().Count, result.FilesChecked);
        long stored = backup.Payloads().Sum(static payload => new FileInfo(payload.Path).Length);
        Assert.Equal(level == VerificationLevel.Quick ? 0 : stored, result.BytesChecked);
        Assert.Equal(level == VerificationLevel.Quick ? result.FilesChecked : 0, result.FilesUnproved);
        Assert.Equal(before, FolderContents.Describe(backup.Folder));
    }

    [Theory]
    [InlineData(VerificationLevel.Quick)]
    [InlineData(VerificationLevel.Hash)]
    public async Task An_encrypted_backup_can_be_tested_without_its_password(VerificationLevel level)
    {
        using GoodBackup backup = backups.Copy(isEncrypted: true);

        VerificationResult result = await backup.VerifyAsync(level, withPassword: false);

        Assert.True(result.Passed);
        Assert.Equal(FindingKind.ManifestUnread, Assert.Single(result.Findings).Kind);
        Assert.Equal(backup.Payloads().Count, result.FilesChecked);
    }

    [Fact]
    public async Task Where_nothing_can_be_compared_that_is_said()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: true);
        backup.ForgetRepository();

        VerificationResult quick = await backup.VerifyAsync(VerificationLevel.Quick, withPassword: false);
        VerificationResult hash = await backup.VerifyAsync(VerificationLevel.Hash, withPassword: false);
        VerificationResult unlocked = await backup.VerifyAsync(VerificationLevel.Hash);

        Assert.DoesNotContain(quick.Findings, static finding => finding.Kind == FindingKind.NothingProved);
        Finding warning = Assert.Single(
            hash.Findings, static finding => finding.Kind == FindingKind.NothingProved);
        Assert.Equal(FindingSeverity.Warning, warning.Severity);
        Assert.True(hash.FilesUnproved > 0);
        Assert.Equal(hash.FilesChecked, hash.FilesUnproved);
        Assert.DoesNotContain(unlocked.Findings, static finding => finding.Kind == FindingKind.NothingProved);
    }

    [Theory]
    [InlineData("Documents/text.txt")]
    [InlineData("Documents/store.sqlite")]
    public async Task What_is_stored_empty_of_a_file_that_was_not_is_lost(string path)
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        backup.ForgetRepository();
        File.WriteAllBytes(backup.PathOf("AppDomain-com.example.app", path), []);

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Quick);

        Finding finding = Assert.Single(result.Findings, static finding => finding.Kind == FindingKind.SizeDiffers);
        Assert.Equal((path, FindingSeverity.Error), (finding.RelativePath, finding.Severity));
        Assert.False(result.Passed);
    }

    [Fact]
    public async Task Full_needs_the_password_and_the_right_one()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: true);

        EngineException missing = await Assert.ThrowsAsync<EngineException>(
            () => backup.VerifyAsync(VerificationLevel.Full, withPassword: false));
        EngineException wrong = await Assert.ThrowsAsync<EngineException>(
            () => GoodBackup.VerifyAsync(backup.Folder, VerificationLevel.Full, null, "another horse"));

        Assert.Equal(ErrorKind.BackupPasswordRequired, missing.Kind);
        Assert.Equal(ErrorKind.BackupPasswordIncorrect, wrong.Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_slices_together_look_at_every_file_once(bool isEncrypted)
    {
        const int Count = 7;
        using GoodBackup backup = backups.Copy(isEncrypted);
        List<VerificationResult> results = [];
        for (int number = 1; number <= Count; number++)
        {
            VerificationSlice slice = new(number, Count);
            results.Add(await backup.VerifyAsync(VerificationLevel.Full, slice));
        }

        Assert.All(results, static result => Assert.Empty(result.Findings));
        Assert.Equal(backup.Payloads().Count, results.Sum(static result => result.FilesChecked));
        Assert.Equal(
            backup.Payloads().Sum(static payload => new FileInfo(payload.Path).Length),
            results.Sum(static result => result.BytesChecked));
    }

    [Fact]
    public void A_file_is_in_one_slice_of_any_number()
    {
        Gen.Select(Gen.Int[1, VerificationSlice.MostParts], Gen.Byte.Array[20]).Sample((count, id) =>
        {
            string fileId = Hex.Lower(id);
            int shard = id[0];
            int[] numbers =
                [.. Enumerable.Range(1, count).Where(n => new VerificationSlice(n, count).Contains(fileId))];
            return numbers.Length == 1 && new VerificationSlice(numbers[0], count).TouchesShard(shard);
        });
    }

    /// <summary>The virtual phone's stores are made as phones make them, some with their log beside them.</summary>
    [Fact]
    public async Task A_phone_full_of_life_passes_without_warnings()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Content.Clear();
        bench.Phone.Content.Put(StarterPhone.Create().Files);
        bench.Phone.BackupPassword = GoodBackup.Secret;
        await bench.BackUpAsync();

        VerificationResult result = await GoodBackup.VerifyAsync(
            bench.Newest, VerificationLevel.Full, null, GoodBackup.Secret);

        Assert.DoesNotContain(result.Findings, static finding => finding.Severity != FindingSeverity.Information);
    }

    /// <summary>Databases of real phones and apps must not be called damaged.</summary>
    [Fact]
    public void Databases_of_real_phones_are_sound()
    {
        string[] stores = Directory.GetFiles(ConformanceData.Conformance("stores"), "*", SearchOption.AllDirectories);
        int databases = 0;
        foreach (byte[] store in stores.Select(File.ReadAllBytes))
        {
            if (ContentKinds.OfHead(store) == ContentKind.Database)
            {
                using SqliteDatabase database = SqliteDatabase.OpenImage(
                    store, "store", TestContext.Current.CancellationToken);
                Assert.Empty(SqliteIntegrity.FindFaults(database, deep: false));
                databases++;
            }
        }

        Assert.True(databases > 5);
    }

    [Theory]
    [InlineData("3/30", true)]
    [InlineData("1/1", true)]
    [InlineData("0/30", false)]
    [InlineData("31/30", false)]
    [InlineData("1/0", false)]
    [InlineData("-1/30", false)]
    [InlineData("1", false)]
    [InlineData("1/2/3", false)]
    public void Slices_are_written_as_fractions(string text, bool isOne) =>
        Assert.Equal(isOne ? text : null, VerificationSlice.TryParse(text)?.ToString());

    [Fact]
    public async Task The_outcome_is_remembered_with_the_generation()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        VerificationOptions options = new() { Level = VerificationLevel.Hash, Slice = new VerificationSlice(2, 3) };

        VerificationResult result = await BackupVerifier.RunAsync(
            backup.Folder, options, null, TestContext.Current.CancellationToken);

        Assert.True(result.IsRemembered);
        GenerationRecord? record = GenerationRecord.Read(backup.OwnFolder);
        VerificationRecord remembered = Assert.Single(record!.Verifications);
        Assert.Equal("Hash", remembered.Level);
        Assert.Equal("2/3", remembered.Slice);
        Assert.True(remembered.Passed);
    }

    [Fact]
    public async Task A_generation_that_is_archived_meanwhile_is_followed_and_its_successor_not_mistaken_for_it()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: true);
        string newest = backup.Folder;
        VerificationOptions options = new()
        {
            Level = VerificationLevel.Quick,
            FindKeys = _ =>
            {
                // A run ends now: its generation has nothing in common with the one before.
                Directory.Move(newest, newest + "-20260102-030405");
                Directory.CreateDirectory(newest);
                File.WriteAllText(Path.Combine(newest, "Status.plist"), "another run's");
                return null;
            },
        };

        VerificationResult result = await BackupVerifier.RunAsync(
            newest, options, null, TestContext.Current.CancellationToken);

        Assert.DoesNotContain(result.Findings, static finding => finding.Severity == FindingSeverity.Error);
    }

    [Fact]
    public async Task Of_verifications_that_end_at_once_none_is_forgotten()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        VerificationOptions options = new() { Level = VerificationLevel.Quick };

        VerificationResult[] results = await Task.WhenAll(Enumerable.Range(0, 6).Select(
            _ => BackupVerifier.RunAsync(backup.Folder, options, null, TestContext.Current.CancellationToken)));

        Assert.Equal(
            results.Count(static result => result.IsRemembered),
            GenerationRecord.Read(backup.OwnFolder)!.Verifications.Count);
        Assert.All(results, static result => Assert.True(result.IsRemembered));
    }

    [Fact]
    public async Task An_outcome_is_not_noted_while_another_process_works_in_the_devices_place()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        using RepositoryLock held = RepositoryLock.Take(
            FileLayer.Real, RepositoryLayout.OfGeneration(backup.Folder)!);

        VerificationResult result = await BackupVerifier.RunAsync(
            backup.Folder, new VerificationOptions(), null, TestContext.Current.CancellationToken);

        Assert.True(result.Passed);
        Assert.False(result.IsRemembered);
        Assert.Empty(GenerationRecord.Read(backup.OwnFolder)!.Verifications);
        held.RequireHeld();
    }

    [Fact]
    public async Task A_folder_that_is_no_backup_is_refused()
    {
        using TemporaryFolder folder = new();

        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => GoodBackup.VerifyAsync(folder.Path, VerificationLevel.Quick));

        Assert.Equal(ErrorKind.NotABackup, refused.Kind);
    }

    /// <summary>The sample is whole; its files only pretend to be a database and a picture.</summary>
    [Fact]
    public async Task The_sample_backup_is_whole_but_for_what_is_inside_of_its_files()
    {
        using TemporaryFolder folder = new();
        string sample = SampleBackup.CopyTo(folder);

        VerificationResult hash = await GoodBackup.VerifyAsync(
            sample, VerificationLevel.Hash, null, KeybagVectors.SamplePassword);
        VerificationResult full = await GoodBackup.VerifyAsync(
            sample, VerificationLevel.Full, null, KeybagVectors.SamplePassword);

        Assert.True(hash.Passed);
        Assert.Equal(
            ["LinkLeadsOutside Library/link", "SizeDiffers Documents/grown.sqlite"],
            hash.Findings.Select(static finding => $"{finding.Kind} {finding.RelativePath}"));
        Assert.Equal(
            [
                "DatabaseDamaged Library/SMS/sms.db",
                "HeaderUnexpected Documents/grown.sqlite",
                "HeaderUnexpected Media/DCIM/IMG_0001.JPG",
                "LinkLeadsOutside Library/link",
                "SizeDiffers Documents/grown.sqlite",
            ],
            full.Findings.Select(static finding => $"{finding.Kind} {finding.RelativePath}"));
        Assert.DoesNotContain(full.Findings, static finding => finding.BlocksRestore);
    }
}
