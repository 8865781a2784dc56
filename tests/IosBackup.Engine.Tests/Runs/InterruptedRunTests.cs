using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.VirtualDevice.Faults;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>Whatever breaks a run, what was good stays good and the next run ends good.</summary>
public sealed class InterruptedRunTests
{
    public static TheoryData<BackupStep> Steps => [.. Enum.GetValues<BackupStep>()];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task A_link_that_breaks_at_any_step_of_an_incremental_run_costs_nothing(BackupStep step)
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        string[] good = FolderContents.Describe(bench.Newest);
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        bench.Phone.Faults.DisconnectBefore = step;

        try
        {
            await bench.BackUpAsync();
            Assert.True(step is BackupStep.Passcode or BackupStep.FinishInterrupted
                or BackupStep.Retry or BackupStep.RemoveOld);
        }
        catch (EngineException broken)
        {
            Assert.Equal(ErrorKind.DeviceDisconnected, broken.Kind);
            Assert.Equal(good, FolderContents.Describe(bench.Newest));
        }

        bench.Phone.Faults.DisconnectBefore = null;
        await bench.BackUpAsync();
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task What_arrived_before_a_break_is_not_sent_again()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 900_000;
        await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;

        BackupRunResult result = await bench.BackUpAsync();

        Assert.Equal(StagingOrigin.Resumed, result.Origin);
        Assert.Contains(result.Warnings, static warning => warning.Kind == BackupWarningKind.Resumed);
        Assert.InRange(result.BytesReceived, 1, 700_000);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task What_a_killed_process_was_writing_is_not_taken_for_whole()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 900_000;
        await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;
        LeaveHalfWritten(bench, Arrived(bench).First(static file => file.Length > 1000));

        BackupRunResult result = await bench.BackUpAsync();

        Assert.Equal(StagingOrigin.Resumed, result.Origin);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task A_staging_with_torn_metadata_is_thrown_away()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 900_000;
        await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;
        File.WriteAllBytes(Path.Combine(Staged(bench), "Status.plist"), []);

        BackupRunResult result = await bench.BackUpAsync();

        Assert.Equal(StagingOrigin.Empty, result.Origin);
        Assert.Contains(result.Warnings, static warning => warning.Kind == BackupWarningKind.ResumeRefused);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task After_a_restart_of_the_machine_a_torn_file_is_sent_again_and_the_others_are_not()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 900_000;
        await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;
        FileInfo torn = Arrived(bench).First(static file => file.Length is > 1000 and < 100_000);
        long length = torn.Length;
        EraseContent(torn);
        PretendRestart(bench);

        BackupRunResult result = await bench.BackUpAsync();

        Assert.Equal(StagingOrigin.Resumed, result.Origin);
        Assert.Contains(result.Warnings, static warning => warning.Kind == BackupWarningKind.Resumed);
        Assert.InRange(result.BytesReceived, length, 700_000);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Theory]
    [InlineData("Manifest.plist")]
    [InlineData("Status.plist")]
    public async Task After_a_restart_of_the_machine_torn_metadata_ends_the_run_that_was_interrupted(string name)
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        string[] good = FolderContents.Describe(bench.Newest);
        bench.Phone.Content.Put("HomeDomain", "Library/large.bin", new string('l', 2_000_000));
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 1_000_000;
        await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;
        EraseContent(new FileInfo(Path.Combine(Staged(bench), name)));
        PretendRestart(bench);

        BackupRunResult result = await bench.BackUpAsync();

        Assert.Equal(StagingOrigin.Clone, result.Origin);
        Assert.Contains(result.Warnings, static warning => warning.Kind == BackupWarningKind.ResumeRefused);
        bench.AssertEqualsPhone(bench.Newest);
        string archived = Assert.Single(Directory.GetDirectories(bench.Repository.Path, bench.Phone.Udid + "-*"));
        Assert.Equal(good, FolderContents.Describe(archived));
    }

    [Fact]
    public async Task Stopping_a_run_tells_the_device_and_gives_the_lock_back()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Phone.Faults.ScanDelay = TimeSpan.FromSeconds(30);
        using CancellationTokenSource stop = new();
        Task<BackupRunResult> run = bench.BackUpAsync(
            FileLayer.Real, null, new StopAt(BackupPhase.PreparingDevice, stop), stop.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        bench.Phone.Faults.ScanDelay = TimeSpan.Zero;
        await bench.BackUpAsync();
        bench.AssertEqualsPhone(bench.Newest);
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task A_cable_pulled_in_the_middle_of_a_file_is_reported_at_once()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.Attachment.Cable.CutAfter(400_000);

        EngineException broken = await Assert.ThrowsAsync<EngineException>(() => bench.BackUpAsync());

        Assert.Equal(ErrorKind.DeviceDisconnected, broken.Kind);
        bench.Attachment.Cable.Mend();
        await bench.BackUpAsync();
        bench.AssertEqualsPhone(bench.Newest);
    }

    private static string Staged(Bench bench) =>
        bench.Repository[".iosbackup", bench.Phone.Udid, "staging", bench.Phone.Udid];

    private static IEnumerable<FileInfo> Arrived(Bench bench) =>
        new DirectoryInfo(Path.Combine(Staged(bench), "Snapshot"))
            .EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(static file => file.Name.Length == 40);

    /// <summary>What a power cut does to a file not flushed: name and length are there, the bytes are not.</summary>
    private static void EraseContent(FileInfo file)
    {
        long length = file.Length;
        file.Delete();
        File.WriteAllBytes(file.FullName, new byte[length]);
    }

    /// <summary>What a killed process leaves of a file: some of its bytes in its place, and no entry for it.</summary>
    private static void LeaveHalfWritten(Bench bench, FileInfo file)
    {
        byte[] half = File.ReadAllBytes(file.FullName)[..500];
        file.Delete();
        File.WriteAllBytes(file.FullName, half);
        RepositoryLayout layout = new(bench.Repository.Path, bench.Phone.Udid);
        byte[] name = StagedRun.NameInLog(file.Name);
        ReceivedLog.Rewrite(
            FileLayer.Real,
            layout.ReceivedLog,
            [.. ReceivedLog.Read(layout.ReceivedLog).Where(entry => !entry.FileId.SequenceEqual(name))]);
    }

    /// <summary>The interrupted run was begun before this machine was started.</summary>
    private static void PretendRestart(Bench bench)
    {
        RepositoryLayout layout = new(bench.Repository.Path, bench.Phone.Udid);
        RunState state = RunState.Read(layout.RunFile)!;
        (state with { Boot = "an earlier one" }).Write(FileLayer.Real, layout.RunFile);
    }

    private sealed class StopAt(BackupPhase phase, CancellationTokenSource stop) : IProgress<BackupProgress>
    {
        public void Report(BackupProgress value)
        {
            if (value.Phase >= phase)
            {
                stop.Cancel();
            }
        }
    }
}
