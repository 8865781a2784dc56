using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration.Phone;

/// <summary>Backups put onto virtual phones.</summary>
public sealed class PhoneRestoreRunTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("secret ü")]
    public async Task Another_phone_has_everything_afterwards(string? password)
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(password);
        string[] before = bench.ReadBackup();
        PhoneRestoreResult result = await bench.RestoreAsync();
        bench.RequireRestored();
        Assert.Equal(before, bench.ReadBackup());
        Assert.True(result.Reboots);
        Assert.False(result.Plan.IsSameDevice);
        Assert.Equal(bench.Target.LastRestore!.Files, result.Plan.FileCount);
        Assert.Equal(["com.example.notebook", "com.example.travel"], bench.Target.LastRestore.Apps.Order());
        Assert.Contains(bench.Target.Apps, static app => app.BundleId == "com.example.travel");
        Assert.Null(bench.Target.Media.Read("/iTunesRestore/RestoreApplications.plist"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public async Task Incremental_backups_bring_back_the_last_state(string? password)
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(password);
        for (int i = 0; i < 3; i++)
        {
            bench.Source.Content.Put("HomeDomain", "Library/SMS/sms.db", new string('m', 1000 + i));
            bench.Source.Content.Put("HomeDomain", $"Library/new {i}.txt", "new");
            bench.Source.Content.Remove("HomeDomain", $"Library/new {i - 2}.txt");
            await bench.BackUpAsync();
        }

        await bench.RestoreAsync();
        bench.RequireRestored();
    }

    [Fact]
    public async Task Settings_of_the_phone_are_kept_when_that_is_asked_for()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        await bench.RestoreAsync(static options => options with { PreserveSettings = true });
        PhoneFile settings = bench.Target.Content.Find("HomeDomain", "Library/Preferences/com.apple.test.plist")!;
        using StreamReader text = new(settings.Content!.Open());
        Assert.Equal("the target's settings", await text.ReadToEndAsync(Stop));
        Assert.Null(bench.Target.Content.Find("HomeDomain", "Library/own.txt"));
    }

    [Fact]
    public async Task Apps_are_not_installed_again_when_that_is_not_wanted()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        await bench.RestoreAsync(static options => options with { SkipApps = true });
        bench.RequireRestored();
        Assert.Empty(bench.Target.Apps);
    }

    [Fact]
    public async Task What_only_the_phone_has_can_stay()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        await bench.RestoreAsync(static options => options with { KeepsOthers = true });
        Assert.NotNull(bench.Target.Content.Find("HomeDomain", "Library/own.txt"));
        Assert.NotNull(bench.Target.Content.Find("HomeDomain", "Library/SMS/sms.db"));
    }

    [Fact]
    public async Task A_phone_that_has_not_restarted_takes_no_other_restore()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        PhoneRestoreResult result = await bench.RestoreAsync(static options => options with { NoReboot = true });
        Assert.False(result.Reboots);
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => bench.RestoreAsync());
        Assert.Equal(ErrorKind.RestoreRefused, error.Kind);
        Assert.Contains("not restarted", error.Message, StringComparison.Ordinal);
        bench.Target.Reboot();
        await bench.RestoreAsync();
        bench.RequireRestored();
    }

    [Fact]
    public async Task A_phone_that_copies_the_backup_first_does_not_touch_it()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        string[] before = bench.ReadBackup();
        bench.Target.Faults.CopiesBackupAnyway = true;

        // A phone that restarts at once, before the host has said good-bye, is no failure.
        bench.Target.Faults.RebootDelay = TimeSpan.Zero;
        await bench.RestoreAsync();
        Assert.True(bench.Target.Observations.Sees(ObservationKind.Rebooted));
        bench.RequireRestored();
        Assert.Equal(before, bench.ReadBackup());
        Assert.Empty(Directory.GetDirectories(bench.Repository, bench.Source.Udid + "-*"));
    }

    [Fact]
    public async Task A_link_that_breaks_anywhere_leaves_the_phone_as_it_was_and_the_next_attempt_succeeds()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync("secret");
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        string[] backup = bench.ReadBackup();
        int broken = 0;
        for (bool succeeded = false; !succeeded; broken += succeeded ? 0 : 1)
        {
            bench.Target.Faults.DisconnectBeforeRequest = broken;
            try
            {
                await bench.RestoreAsync();
                succeeded = true;
            }
            catch (EngineException e)
            {
                Assert.Equal(ErrorKind.DeviceDisconnected, e.Kind);
                bench.RequireUntouched(before);
            }
        }

        // Status, Manifest.plist, Manifest.db, Info.plist, and five batches of files.
        Assert.True(broken > 6, $"Only {broken} requests were made.");
        RestoredPhoneEquals(bench);
        Assert.Equal(backup, bench.ReadBackup());
    }

    [Fact]
    public async Task A_cable_that_is_cut_within_a_file_is_a_lost_device()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        bench.TargetAttachment.Cable.CutAfter(1_500_000);
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => bench.RestoreAsync());
        Assert.Equal(ErrorKind.DeviceDisconnected, error.Kind);
        bench.RequireUntouched(before, isReachable: false);
        bench.TargetAttachment.Cable.Mend();
        await bench.RestoreAsync();
        RestoredPhoneEquals(bench);
    }

    [Fact]
    public async Task A_run_can_be_stopped_between_two_messages()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        using CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        WhenSending progress = new(stopping.CancelAsync);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => bench.RestoreAsync(null, bench.Folder, progress, stopping.Token));
        bench.RequireUntouched(before);
        Assert.Empty(bench.Target.Observations.Violations);
    }

    [Fact]
    public async Task The_test_before_a_restore_tells_how_far_it_is()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        LastCheck progress = new();

        await bench.RestoreAsync(null, bench.Folder, progress, Stop);

        Assert.NotNull(progress.Last?.FilesToCheck);
        Assert.Equal(progress.Last!.FilesToCheck, progress.Last.FilesChecked);
        Assert.Equal(progress.Last.BytesToCheck, progress.Last.BytesChecked);
        Assert.True(progress.Last.BytesChecked > 600_000);
    }

    [Fact]
    public async Task What_the_phone_refuses_is_told()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        foreach ((int code, ErrorKind kind) in ((int, ErrorKind)[])[(22, ErrorKind.ManagementForbids),
            (106, ErrorKind.DeviceFull), (105, ErrorKind.DeviceFull), (208, ErrorKind.DeviceLocked)])
        {
            bench.Target.Faults.RestoreFailure = new RestoreFailure(RestoreStep.CheckSpace, code, "No");
            EngineException error = await Assert.ThrowsAsync<EngineException>(() => bench.RestoreAsync());
            Assert.Equal((kind, code), (error.Kind, error.DeviceCode));
            bench.RequireUntouched(before);
        }
    }

    [Fact]
    public async Task iOS_27_loses_what_a_trimmed_backup_lacks()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(
            target: new VirtualPhoneOptions { ProductVersion = "27.0" });
        await bench.RestoreAsync(static options => options with { KeepsOthers = true, NoReboot = true });
        Assert.NotNull(bench.Target.Content.Find("HomeDomain", "Library/own.txt"));
        bench.Target.Reboot();
        Assert.Null(bench.Target.Content.Find("HomeDomain", "Library/own.txt"));
    }

    [Fact]
    public async Task While_a_phone_is_restored_its_backup_is_neither_replaced_nor_removed()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        string folder = bench.Folder;
        bool wasTried = false;
        WhenSending progress = new(async () =>
        {
            await RequireLockedAsync(bench, folder);
            wasTried = true;
        });

        await bench.RestoreAsync(null, folder, progress, Stop);

        Assert.True(wasTried);
        bench.RequireRestored();
        await bench.BackUpAsync();
    }

    [Fact]
    public async Task A_backup_whose_place_is_being_worked_in_is_not_restored()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        using (BackupRepository.Open(FileLayer.Real, bench.Repository).OpenDevice(bench.Source.Udid))
        {
            EngineException refused = await Assert.ThrowsAsync<EngineException>(() => bench.RestoreAsync());
            Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
            Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        }

        bench.RequireUntouched(before);
        await bench.RestoreAsync();
        bench.RequireRestored();
    }

    private static async Task RequireLockedAsync(RestoreBench bench, string folder)
    {
        BackupRepository repository = BackupRepository.Open(FileLayer.Real, bench.Repository);
        EngineException refused =
            Assert.Throws<EngineException>(() => repository.OpenDevice(bench.Source.Udid));
        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        refused = await Assert.ThrowsAsync<EngineException>(bench.BackUpAsync);
        Assert.Equal(ErrorKind.RepositoryLocked, refused.Kind);
        Assert.True(Directory.Exists(folder));
    }

    private static void RestoredPhoneEquals(RestoreBench bench) =>
        IosBackup.Tests.RestoredPhone.RequireEqual(bench.Original, bench.Target);

    /// <summary>Does something once, before the first file is sent.</summary>
    private sealed class WhenSending(Func<Task> act) : IProgress<BackupProgress>
    {
        private bool _isDone;

        public void Report(BackupProgress value)
        {
            if (value.Phase == BackupPhase.SendingFiles && !_isDone)
            {
                _isDone = true;
                Task.Run(act).GetAwaiter().GetResult();
            }
        }
    }

    private sealed class LastCheck : IProgress<BackupProgress>
    {
        public BackupProgress? Last { get; private set; }

        public void Report(BackupProgress value) =>
            Last = value.Phase == BackupPhase.Verifying ? value : Last;
    }
}
