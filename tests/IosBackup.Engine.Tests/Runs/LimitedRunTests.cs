using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Runs;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Backups of chosen data types.</summary>
public sealed class LimitedRunTests
{
    private static readonly BackupFilter s_onlyMessages = new([DataType.Messages], []);
    private static readonly BackupFilter s_withoutPhotos = new([], [DataType.Photos]);

    [Theory]
    [InlineData(null)]
    [InlineData("correct horse")]
    public async Task Only_what_was_chosen_is_kept_with_the_directories_above_it(string? secret)
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = secret;
        using BackupPassword password = BackupPassword.FromChars(secret ?? "unused");

        BackupRunResult result = await bench.BackUpAsync(
            options => options with { Filter = s_onlyMessages, Password = secret is null ? null : password });

        Assert.Contains("-partial-", result.Path, System.StringComparison.Ordinal);
        Assert.Equal(1, result.FileCount);
        using Backup backup = Backup.Open(result.Path);
        if (secret is not null)
        {
            backup.Unlock(password);
        }

        Assert.Equal(
            ["HomeDomain-", "HomeDomain-Library", "HomeDomain-Library/SMS", "HomeDomain-Library/SMS/sms.db"],
            backup.Files(stop: TestContext.Current.CancellationToken)
                .Select(static file => file.ToString())
                .Order(System.StringComparer.Ordinal));
        using StreamReader content = new(backup.OpenRead(backup.Find("HomeDomain", "Library/SMS/sms.db")!));
        Assert.Equal("messages", await content.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_left_out_takes_no_space_while_it_arrives()
    {
        await using Bench bench = await Bench.StartAsync();

        BackupRunResult result = await bench.BackUpAsync(static options => options with { Filter = s_withoutPhotos });

        Assert.True(result.BytesReceived > 600_000);
        Assert.True(result.Size < 700_000);
        using Backup backup = Backup.Open(result.Path);
        Assert.DoesNotContain(
            backup.Files(stop: TestContext.Current.CancellationToken),
            static file => DataTypes.Of(file) == DataType.Photos);
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task A_limited_backup_stands_beside_the_whole_ones_and_changes_none()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        string[] before = FolderContents.Describe(bench.Newest);

        await bench.BackUpAsync(static options => options with { Filter = s_onlyMessages });

        Assert.Equal(before, FolderContents.Describe(bench.Newest));
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        BackupRunResult next = await bench.BackUpAsync();
        Assert.False(next.IsFull);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task An_encrypted_backup_is_limited_only_with_its_password()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";

        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => bench.BackUpAsync(static options => options with { Filter = s_onlyMessages }));

        Assert.Equal(ErrorKind.BackupPasswordRequired, refused.Kind);
    }

    [Fact]
    public async Task A_large_loss_since_the_generation_before_is_noticed()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        bench.Phone.Content.Remove("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG");

        BackupRunResult result = await bench.BackUpAsync();

        BackupWarning warning = Assert.Single(result.Warnings);
        Assert.Equal(BackupWarningKind.LargeLoss, warning.Kind);
        Assert.StartsWith("Photos: 1 to 0 files", warning.Detail, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.9, true)]
    [InlineData(1.0, false)]
    public async Task A_large_loss_is_noticed_in_an_encrypted_backup_without_its_password(double limit, bool isNoticed)
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";
        GeneratedFiles most = bench.Phone.Content.Add(new GeneratedFiles
        {
            Domain = "AppDomain-com.example.app",
            Folder = "Documents/large",
            Count = 20,
            TotalSize = 20_000_000,
        });
        await bench.BackUpAsync();
        bench.Phone.Content.Remove(most);

        BackupRunResult result = await bench.BackUpAsync(
            options => options with { LossLimits = new LossLimits { Limit = limit } });

        BackupWarning[] losses =
            [.. result.Warnings.Where(static warning => warning.Kind == BackupWarningKind.LargeLoss)];
        Assert.Equal(isNoticed ? 1 : 0, losses.Length);
        Assert.All(losses, static loss => Assert.StartsWith("All: 3", loss.Detail, System.StringComparison.Ordinal));
    }

    [Fact]
    public void A_filter_that_keeps_nothing_is_refused() =>
        Assert.Throws<EngineException>(() => new BackupFilter([DataType.Notes], new List<DataType> { DataType.Notes }));
}
