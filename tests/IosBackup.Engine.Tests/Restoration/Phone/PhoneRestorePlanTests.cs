using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration.Phone;

/// <summary>What stands in the way of a restore is found before anything moves.</summary>
public sealed class PhoneRestorePlanTests
{
    /// <summary>A file of <see cref="IosBackup.Tests.AwkwardContent"/>.</summary>
    private static readonly string s_deep = string.Join('/', Enumerable.Repeat("deep", 40)) + "/file";

    [Fact]
    public async Task A_plan_tells_what_would_be_restored_where()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync("secret");
        PhoneRestorePlan plan = await bench.PlanAsync("secret");
        Assert.Empty(plan.Obstacles);
        Assert.Equal((bench.Source.Udid, bench.Target.Udid), (plan.SourceUdid, plan.TargetUdid));
        Assert.True(plan.IsEncrypted && plan.IsSameClass && !plan.IsSameDevice);
        Assert.Equal(
            bench.Original.Count(static file => file.Kind == PhoneFileKind.File), plan.FileCount);
        Assert.Equal(plan.FileCount, plan.DataTypes.Sum(static total => total.Files));
        Assert.Contains(plan.DataTypes, static total => total is { DataType: DataType.Messages, Bytes: 300_000 });
        Assert.Null(bench.Target.LastRestore);
    }

    [Fact]
    public async Task Passwords_are_tried_before()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync("secret");
        Assert.Equal([ErrorKind.BackupPasswordRequired], await FindAsync(bench));
        Assert.Equal([ErrorKind.BackupPasswordIncorrect], await FindAsync(bench, "wrong"));
        await RequireRefusalAsync(bench, ErrorKind.BackupPasswordRequired, static options => options with
        {
            Password = null,
        });
    }

    [Fact]
    public async Task Find_My_and_an_unfinished_setup_stand_in_the_way()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        bench.Target.FindMyEnabled = true;
        bench.Target.SetupFinished = false;
        Assert.Equal([ErrorKind.FindMyEnabled, ErrorKind.SetupNotFinished], await FindAsync(bench));
        await RequireRefusalAsync(bench, ErrorKind.FindMyEnabled);
    }

    [Fact]
    public async Task An_older_iOS_is_refused_with_both_versions_named()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(
            target: new VirtualPhoneOptions { ProductVersion = "18.7.2" });
        PhoneRestorePlan plan = await bench.PlanAsync();
        RestoreObstacle obstacle = Assert.Single(plan.Obstacles);
        Assert.Equal(ErrorKind.VersionTooNew, obstacle.Kind);
        Assert.Contains("26.1", obstacle.Detail, System.StringComparison.Ordinal);
        Assert.Contains("18.7.2", obstacle.Detail, System.StringComparison.Ordinal);
        await RequireRefusalAsync(bench, ErrorKind.VersionTooNew);
    }

    [Theory]
    [InlineData("26.1", "26.1", null, true)]
    [InlineData("26.1", "26.1.1", null, false)]
    [InlineData("26.1", "26.1.1", "26.1", true)]
    [InlineData("26.0", "26.1.1", "26.0", false)]
    [InlineData("27.0", "26.1", "27.1", true)]
    [InlineData("9.3", "10.0", null, false)]
    [InlineData("26.1", null, null, true)]
    public void Devices_take_backups_of_versions_up_to_their_own(
        string device, string? backup, string? required, bool takes) =>
        Assert.Equal(takes, IosVersions.Takes(device, backup, required));

    [Fact]
    public async Task A_backup_that_was_never_finished_is_refused()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        string path = Path.Combine(bench.Folder, BackupStatus.FileName);
        BackupStatus status = BackupStatus.Parse(File.ReadAllBytes(path));
        status.SnapshotState = "uploading";
        File.WriteAllBytes(path, status.ToBytes());
        Assert.Equal([ErrorKind.BackupIncomplete], await FindAsync(bench));
        await RequireRefusalAsync(bench, ErrorKind.BackupIncomplete);
    }

    [Fact]
    public async Task A_backup_of_chosen_data_types_is_refused()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        string partial = Path.Combine(bench.Repository, bench.Source.Udid + "-partial-20261128-120000");
        Directory.Move(bench.Folder, partial);
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => bench.RestoreAsync(null, partial, null, TestContext.Current.CancellationToken));
        Assert.Equal(ErrorKind.BackupPartial, error.Kind);
        bench.RequireUntouched(before);
    }

    [Fact]
    public async Task A_backup_of_chosen_data_types_is_refused_under_any_name()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        RepositoryLayout layout = RepositoryLayout.OfGeneration(bench.Folder)!;
        GenerationRecord record = GenerationRecords.OfNewest(layout)!;
        record.Filter = new PlistDictionary { ["Include"] = new PlistArray(["Messages"]) };
        record.Write(FileLayer.Real, layout.Generation(record.Stamp));
        Assert.Equal([ErrorKind.BackupPartial], await FindAsync(bench));
    }

    [Fact]
    public async Task A_backup_larger_than_the_phone_is_refused()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(target: new VirtualPhoneOptions
        {
            DiskCapacity = 12_000_001_000,
            FreeSpace = 1000,
        });
        RestoreObstacle obstacle = Assert.Single((await bench.PlanAsync()).Obstacles);
        Assert.Equal((ErrorKind.DeviceFull, 1000), (obstacle.Kind, obstacle.FreeBytes));
        await RequireRefusalAsync(bench, ErrorKind.DeviceFull);
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_unless_nobody_looks()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        string payload = Path.Combine(
            bench.Folder, BackupFolder.ShardedName(FileIds.Compute("MediaDomain", s_deep)));
        File.Delete(payload);
        await RequireRefusalAsync(bench, ErrorKind.PayloadMissing);
        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => bench.RestoreAsync(static options => options with { SkipVerification = true }));
        Assert.Equal((ErrorKind.ManifestDamaged, 205), (error.Kind, error.DeviceCode));
        Assert.Null(bench.Target.LastRestore);
    }

    private static async Task<IEnumerable<ErrorKind>> FindAsync(RestoreBench bench, string? password = null) =>
        (await bench.PlanAsync(password)).Obstacles.Select(static obstacle => obstacle.Kind);

    private static async Task RequireRefusalAsync(
        RestoreBench bench,
        ErrorKind kind,
        System.Func<PhoneRestoreOptions, PhoneRestoreOptions>? change = null)
    {
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        string[] backup = bench.ReadBackup();
        bench.Target.Observations.Clear();
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => bench.RestoreAsync(change));
        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain(
            bench.Target.Observations.All,
            static entry => entry.Kind == IosBackup.VirtualDevice.Observations.ObservationKind.Request);
        bench.RequireUntouched(before);
        Assert.Equal(backup, bench.ReadBackup());
    }
}
