using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Services;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Backups of chosen data types.</summary>
public sealed class LimitedRunTests
{
    private static readonly BackupFilter s_onlyMessages = new([DataType.Messages], []);
    private static readonly BackupFilter s_withoutPhotos = new([], [DataType.Photos]);
    private static readonly BackupFilter s_withoutExample = new([], [], [], [App("com.example.app")]);

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

        Assert.Contains("-partial-", result.Path, StringComparison.Ordinal);
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
                .Order(StringComparer.Ordinal));
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

    [Theory]
    [InlineData(null)]
    [InlineData("correct horse")]
    public async Task An_app_stays_with_its_extensions_and_groups(string? secret)
    {
        await using Bench bench = await StartWithAppsAsync();
        bench.Phone.BackupPassword = secret;
        using BackupPassword password = BackupPassword.FromChars(secret ?? "unused");

        BackupRunResult result = await bench.BackUpAsync(options => options with
        {
            Filter = new BackupFilter([DataType.Messages], [], [App("com.example.app")]),
            Password = secret is null ? null : password,
        });

        Assert.Contains("-partial-", result.Path, StringComparison.Ordinal);
        Assert.Empty(result.Warnings);
        Assert.Equal(
            [
                "AppDomain-com.example.app", "AppDomainGroup-group.com.example.app",
                "AppDomainPlugin-com.example.app.widget", "HomeDomain",
            ],
            DomainsOf(result.Path, secret is null ? null : password));
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task An_app_is_left_out_and_takes_no_space_while_it_arrives()
    {
        await using Bench bench = await StartWithAppsAsync();
        ArrivalFilter arrival = new(s_withoutExample, ["com.example.app", "org.other.app"]);

        Assert.True(arrival.Drops(
            "/private/var/mobile/Containers/Data/Application/6C1F/Documents/a.txt",
            HostPath("AppDomain-com.example.app", "Documents/a.txt")));
        Assert.True(arrival.Drops(
            "/private/var/mobile/Containers/Data/Application/6C1F/Documents/b.txt", "00/Snapshot/ab/unknown"));
        Assert.False(arrival.Drops(
            "/private/var/mobile/Containers/Data/Application/77AA/Documents/a.txt",
            HostPath("AppDomain-org.other.app", "Documents/a.txt")));
        Assert.False(arrival.Drops(
            "/private/var/mobile/Containers/Shared/AppGroup/0E21/a.txt",
            HostPath("AppDomainGroup-group.com.example.app", "a.txt")));

        bench.Phone.Apps = [InstalledApp.FromStore("com.example.app", "Example", "1.0")];
        StoredWhenReceived stored = new(bench.Repository.Path);
        BackupRunResult result = await bench.BackUpAsync(
            FileLayer.Real,
            static options => options with { Filter = s_withoutExample },
            stored,
            TestContext.Current.CancellationToken);

        Assert.InRange(stored.Bytes, 600_000, 700_000);
        Assert.Equal(
            ["AppDomain-org.other.app", "CameraRollDomain", "HomeDomain"], DomainsOf(result.Path, null));
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task An_app_that_is_not_there_is_noticed()
    {
        await using Bench bench = await Bench.StartAsync();

        BackupRunResult result = await bench.BackUpAsync(static options => options with
        {
            Filter = new BackupFilter([DataType.Messages], [], [App("com.exmaple.app")], [App("com.example.app")]),
        });

        BackupWarning warning = Assert.Single(result.Warnings);
        Assert.Equal((BackupWarningKind.AppAbsent, "com.exmaple.app"), (warning.Kind, warning.Detail));
    }

    [Fact]
    public async Task A_run_that_would_keep_nothing_fails_and_leaves_nothing()
    {
        await using Bench bench = await Bench.StartAsync();
        BackupFilter misspelled = new([], [], [App("com.exmaple.app")]);

        for (int run = 0; run < 2; run++)
        {
            EngineException error = await Assert.ThrowsAsync<EngineException>(
                () => bench.BackUpAsync(options => options with { Filter = misspelled }));

            Assert.Equal((ErrorKind.ItemNotFound, "com.exmaple.app"), (error.Kind, error.Target));
            Assert.Empty(BackupRepository.Open(FileLayer.Real, bench.Repository.Path).Generations());
            Assert.Empty(Directory.GetFiles(bench.Repository.Path, "Manifest.db", SearchOption.AllDirectories));
        }
    }

    [Fact]
    public void Filters_of_other_apps_are_other_filters()
    {
        BackupFilter one = new([], [], [App("a")]);
        BackupFilter other = new([], [], [], [App("a")]);

        Assert.NotEqual(one.Key, other.Key);
        Assert.Equal(one.Key, new BackupFilter([], [], [App("a")]).Key);
        Assert.False(one.IsEmpty);
        Assert.False(other.IsEmpty);
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
        Assert.StartsWith("Photos: 1 to 0 files", warning.Detail, StringComparison.Ordinal);
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
        Assert.All(losses, static loss => Assert.StartsWith("All: 3", loss.Detail, StringComparison.Ordinal));
    }

    [Fact]
    public void A_filter_that_keeps_nothing_is_refused()
    {
        Assert.Throws<EngineException>(() => new BackupFilter([DataType.Notes], [DataType.Notes]));
        Assert.Throws<EngineException>(() => new BackupFilter([], [], [App("a")], [App("A")]));
        Assert.False(new BackupFilter([DataType.Notes], [DataType.Notes], [App("a")]).Keeps(DataType.Notes, null));
    }

    private static AppPattern App(string id) => new(id, NamesOne: true, id.Equals);

    private static string HostPath(string domain, string path)
    {
        string id = FileIds.Compute(domain, path);
        return $"00/Snapshot/{id[..2]}/{id}";
    }

    private static async Task<Bench> StartWithAppsAsync()
    {
        Bench bench = await Bench.StartAsync();
        bench.Phone.Content.Put("AppDomainPlugin-com.example.app.widget", "Documents/widget.txt", "widget");
        bench.Phone.Content.Put("AppDomainGroup-group.com.example.app", "shared.txt", "shared");
        bench.Phone.Content.Put("AppDomain-org.other.app", "Documents/other.txt", "other");
        return bench;
    }

    private static IEnumerable<string> DomainsOf(string folder, BackupPassword? password)
    {
        using Backup backup = Backup.Open(folder);
        if (password is not null)
        {
            backup.Unlock(password);
        }

        return backup.Domains(TestContext.Current.CancellationToken).Order(StringComparer.Ordinal);
    }

    /// <summary>Looks how much lies in a folder when all has arrived and nothing is taken out yet.</summary>
    private sealed class StoredWhenReceived(string folder) : IProgress<BackupProgress>
    {
        public long Bytes { get; private set; }

        public void Report(BackupProgress value)
        {
            if (value.Phase == BackupPhase.Verifying)
            {
                Bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
                    .Where(static file => FileIds.IsValid(file.Name))
                    .Sum(static file => file.Length);
            }
        }
    }
}
