using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

public sealed class BackupRunTests
{
    [Fact]
    public async Task A_first_run_is_full_and_the_next_one_brings_only_what_changed()
    {
        await using Bench bench = await Bench.StartAsync();

        BackupRunResult first = await bench.BackUpAsync();
        bench.AssertEqualsPhone(bench.Newest);
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        bench.Phone.Content.Remove("HomeDomain", "Library/Preferences/com.apple.test.plist");
        BackupRunResult second = await bench.BackUpAsync();

        Assert.True(first.IsFull);
        Assert.False(second.IsFull);
        Assert.Equal(StagingOrigin.Clone, second.Origin);
        Assert.Equal(first.FileCount - 1, second.FileCount);
        Assert.InRange(second.FilesReceived, 1, 10);
        Assert.Empty(second.Warnings);
        bench.AssertEqualsPhone(bench.Newest);
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task The_generation_before_stays_as_it_was()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        string[] before = FolderContents.Describe(bench.Newest);

        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        await bench.BackUpAsync();

        string archived = Assert.Single(
            Directory.GetDirectories(bench.Repository.Path, bench.Phone.Udid + "-*"));
        Assert.Equal(before, FolderContents.Describe(archived));
    }

    [Fact]
    public async Task A_full_run_on_request_sends_everything_into_a_new_generation()
    {
        await using Bench bench = await Bench.StartAsync();
        BackupRunResult first = await bench.BackUpAsync();

        BackupRunResult second = await bench.BackUpAsync(static options => options with { Full = true });

        Assert.True(second.IsFull);
        Assert.Equal(first.FilesReceived, second.FilesReceived);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task An_encrypted_backup_opens_with_the_password_that_was_given()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";
        using BackupPassword password = BackupPassword.FromChars("correct horse");

        await bench.BackUpAsync(options => options with { Password = password });
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        BackupRunResult second = await bench.BackUpAsync(options => options with { Password = password });

        Assert.True(second.IsEncrypted);
        Assert.False(second.IsFull);
        Assert.Empty(second.Warnings);
        bench.AssertEqualsPhone(bench.Newest, "correct horse");
    }

    [Fact]
    public async Task Nothing_of_before_stays_when_encryption_is_turned_on_or_off()
    {
        await using Bench bench = await Bench.StartAsync();
        using BackupPassword password = BackupPassword.FromChars("correct horse");
        bench.Phone.Content.Put("HomeDomain", "Library/Notes/secret.txt", "in clear");
        BackupRunResult clear = await bench.BackUpAsync();
        bench.Phone.Content.Remove("HomeDomain", "Library/Notes/secret.txt");
        bench.Phone.BackupPassword = "correct horse";

        BackupRunResult encrypted = await bench.BackUpAsync(options => options with { Password = password });

        Assert.True(encrypted.IsFull);
        Assert.Empty(encrypted.Warnings);
        Assert.Equal(clear.FileCount - 1, encrypted.FileCount);
        string id = FileIds.Compute("HomeDomain", "Library/Notes/secret.txt");
        Assert.Empty(Directory.GetFiles(bench.Newest, id, SearchOption.AllDirectories));
        bench.AssertEqualsPhone(bench.Newest, "correct horse");

        bench.Phone.BackupPassword = null;
        BackupRunResult open = await bench.BackUpAsync();
        Assert.True(open.IsFull);
        Assert.Equal(clear.FileCount - 1, open.FileCount);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task A_password_that_does_not_open_the_backup_raises_an_alarm()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";
        using BackupPassword password = BackupPassword.FromChars("another horse");

        BackupRunResult result = await bench.BackUpAsync(options => options with { Password = password });

        Assert.Equal(BackupWarningKind.PasswordDoesNotOpen, Assert.Single(result.Warnings).Kind);
    }

    [Fact]
    public async Task Without_a_password_an_encrypted_backup_is_made_with_a_warning()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";

        BackupRunResult result = await bench.BackUpAsync();

        Assert.True(result.IsEncrypted);
        Assert.Equal(BackupWarningKind.PasswordUnproved, Assert.Single(result.Warnings).Kind);
    }

    [Fact]
    public async Task A_device_that_does_not_encrypt_is_refused_when_encryption_is_required()
    {
        await using Bench bench = await Bench.StartAsync();

        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => bench.BackUpAsync(static options => options with { RequireEncryption = true }));

        Assert.Equal(ErrorKind.EncryptionOff, refused.Kind);
        Assert.False(Directory.Exists(bench.Newest));
    }

    [Fact]
    public async Task A_change_of_the_password_leads_to_a_full_backup_that_opens_with_the_new_one()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        bench.Phone.BackupPassword = "correct horse";

        await bench.BackUpAsync();

        bench.AssertEqualsPhone(bench.Newest, "correct horse");
    }

    [Theory]
    [InlineData("Status.plist")]
    [InlineData("Manifest.plist")]
    [InlineData("Manifest.db")]
    [InlineData("Info.plist")]
    public async Task Damaged_metadata_of_the_newest_generation_is_put_back_from_its_copies(string name)
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        File.WriteAllText(Path.Combine(bench.Newest, name), "torn");

        BackupRunResult result = await bench.BackUpAsync();

        Assert.False(result.IsFull);
        BackupWarning warning = Assert.Single(result.Warnings);
        Assert.Equal(new BackupWarning(BackupWarningKind.MetadataRepaired, name), warning);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Theory]
    [InlineData("Status.plist")]
    [InlineData("Manifest.plist")]
    [InlineData("Manifest.db")]
    public async Task Damaged_metadata_without_copies_leads_to_a_full_run_and_destroys_nothing(string name)
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        File.WriteAllText(Path.Combine(bench.Newest, name), "torn");
        Directory.Delete(bench.Repository[".iosbackup"], recursive: true);
        string[] before = FolderContents.Describe(bench.Newest);

        BackupRunResult result = await bench.BackUpAsync();

        Assert.True(result.IsFull);
        Assert.Contains(result.Warnings, static warning => warning.Kind == BackupWarningKind.NewestUnusable);
        bench.AssertEqualsPhone(bench.Newest);
        string kept = Directory.GetDirectories(bench.Repository.Path, bench.Phone.Udid + "-*").Single();
        Assert.Equal(before, FolderContents.Describe(kept));
    }

    [Theory]
    [InlineData("removed")]
    [InlineData("longer")]
    [InlineData("as long")]
    public async Task Metadata_is_not_put_back_over_files_that_are_no_longer_those_it_tells_of(string payload)
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        string changed = Directory.EnumerateFiles(bench.Newest, "*", SearchOption.AllDirectories)
            .First(static path => Path.GetFileName(path).Length == 40 && new FileInfo(path).Length > 1000);
        byte[] content = File.ReadAllBytes(changed);
        File.Delete(changed);
        if (payload != "removed")
        {
            content[500] ^= 1;
            File.WriteAllBytes(changed, payload == "longer" ? [.. content, 0] : content);
            File.SetLastWriteTimeUtc(changed, DateTime.UtcNow.AddMinutes(5));
        }

        // What another tool's update leaves when it breaks off.
        File.WriteAllText(Path.Combine(bench.Newest, "Status.plist"), "torn");
        string[] before = FolderContents.Describe(bench.Newest);

        BackupRunResult result = await bench.BackUpAsync();

        Assert.True(result.IsFull);
        Assert.Equal(BackupWarningKind.NewestUnusable, Assert.Single(result.Warnings).Kind);
        bench.AssertEqualsPhone(bench.Newest);
        string kept = Directory.GetDirectories(bench.Repository.Path, bench.Phone.Udid + "-*").Single();
        Assert.Equal(before, FolderContents.Describe(kept));
    }

    [Theory]
    [InlineData(null, "removed")]
    [InlineData("correct horse", "removed")]
    [InlineData("correct horse", "longer")]
    public async Task A_file_that_the_newest_generation_has_lost_is_sent_again_with_everything_else(
        string? password, string payload)
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = password;
        await bench.BackUpAsync();
        string lost = Directory.EnumerateFiles(bench.Newest, "*", SearchOption.AllDirectories)
            .First(static path => Path.GetFileName(path).Length == 40 && new FileInfo(path).Length > 1000);
        byte[] content = File.ReadAllBytes(lost);
        File.Delete(lost);
        if (payload == "longer")
        {
            File.WriteAllBytes(lost, [.. content, 0]);
        }

        BackupRunResult result = await bench.BackUpAsync();

        Assert.True(result.IsFull);
        BackupWarning warning = Assert.Single(
            result.Warnings, static warning => warning.Kind == BackupWarningKind.NewestUnusable);
        Assert.Contains(Path.GetFileName(lost), warning.Detail, StringComparison.Ordinal);
        bench.AssertEqualsPhone(bench.Newest, password);
    }

    [Fact]
    public async Task What_arrived_of_a_run_that_replaces_a_damaged_generation_is_not_sent_again()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";
        await bench.BackUpAsync();
        File.Delete(Directory.EnumerateFiles(bench.Newest, "*", SearchOption.AllDirectories)
            .First(static path => Path.GetFileName(path).Length == 40));
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 900_000;
        await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;

        BackupRunResult result = await bench.BackUpAsync();

        Assert.Equal(StagingOrigin.Resumed, result.Origin);
        Assert.InRange(result.BytesReceived, 1, 700_000);
        bench.AssertEqualsPhone(bench.Newest, "correct horse");
    }

    [Fact]
    public async Task A_file_that_the_phone_does_not_give_out_does_not_keep_its_backup_away()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Media.MakeDirectory("/iTunes_Control/iTunes/ApertureAlbumPrefs");

        await bench.BackUpAsync();

        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task A_backup_of_another_tool_is_adopted()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        Directory.Delete(bench.Repository[".iosbackup"], recursive: true);
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");

        BackupRunResult result = await bench.BackUpAsync();

        Assert.False(result.IsFull);
        Assert.Equal(BackupWarningKind.Adopted, Assert.Single(result.Warnings).Kind);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task Two_runs_at_once_on_one_device_do_not_meet()
    {
        await using Bench bench = await Bench.StartAsync();
        using GatedContent gate = new("let through"u8.ToArray());
        bench.Phone.Content.Put("HomeDomain", "Library/gate", gate);
        Task<BackupRunResult> first = bench.BackUpAsync();
        while (!first.IsCompleted
            && !File.Exists(bench.Repository[".iosbackup", bench.Phone.Udid, "staging", "run.plist"]))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        EngineException refused = await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());

        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
        gate.LetThrough();
        await first;
        bench.AssertEqualsPhone(bench.Newest);
    }
}
