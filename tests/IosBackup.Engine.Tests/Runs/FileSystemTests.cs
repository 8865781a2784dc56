using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Verification;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>What a repository does on the file systems of Linux, each on a volume of its own.</summary>
public sealed class FileSystemTests
{
    private const long VolumeSize = 320L * 1024 * 1024;
    private const int LargeFile = 16 * 1024 * 1024;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("tmpfs", CloneMethod.HardLink)]
    [InlineData("ext4", CloneMethod.HardLink)]
    [InlineData("xfs", CloneMethod.Reflink)]
    [InlineData("btrfs", CloneMethod.Reflink)]
    public async Task Generations_are_made_copied_and_removed(string type, CloneMethod method)
    {
        await using Bench bench = await Bench.StartAsync();
        using TemporaryFolder elsewhere = new();
        using MountedVolume volume = Mount(bench.Repository.Path, type);
        using MountedVolume other = Mount(elsewhere.Path, type);
        Assert.Equal(method, VolumeProbe.Probe(FileLayer.Real, bench.Repository.Path));

        // What does not change takes its space once, however many generations have it.
        bench.Phone.Content.Put("MediaDomain", "Media/large", PhoneFileContent.Generated(1, LargeFile));
        long empty = Free(bench.Repository.Path);
        await bench.BackUpAsync();
        long one = Free(bench.Repository.Path);
        Assert.True(empty - one >= LargeFile, $"The first took {empty - one} bytes.");
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "later messages");
        Assert.False((await bench.BackUpAsync()).IsFull);
        long two = Free(bench.Repository.Path);
        Assert.True(one - two < LargeFile / 2, $"The second took {one - two} bytes.");
        bench.AssertEqualsPhone(bench.Newest);

        Generation[] here = await RequireGoodAsync(bench.Repository.Path, count: 2);
        foreach (Generation generation in here.Reverse())
        {
            Copy(bench.Repository.Path, generation, elsewhere.Path);
        }

        Generation[] there = await RequireGoodAsync(elsewhere.Path, count: 2);
        Assert.Equal(
            here.Select(static generation => FolderContents.Describe(generation.Path)),
            there.Select(static generation => FolderContents.Describe(generation.Path)));

        Remove(bench.Repository.Path, here[1]);
        await RequireGoodAsync(bench.Repository.Path, count: 1);
        bench.AssertEqualsPhone(bench.Newest);
        await RequireGoodAsync(elsewhere.Path, count: 2);
    }

    [Theory]
    [InlineData("ext4", false)]
    [InlineData("xfs", true)]
    [InlineData("btrfs", true)]
    public async Task Where_blocks_are_shared_a_program_that_writes_into_one_generation_spoils_no_other(
        string type, bool independent)
    {
        await using Bench bench = await Bench.StartAsync();
        using MountedVolume volume = Mount(bench.Repository.Path, type);
        bench.KeepFew();
        await bench.BackUpAsync();
        await bench.BackUpAsync();
        Generation[] generations = await RequireGoodAsync(bench.Repository.Path, count: 2);
        string[] older = FolderContents.Describe(generations[1].Path);
        string payload = Directory.EnumerateFiles(bench.Newest, "*", SearchOption.AllDirectories)
            .Single(static path => new FileInfo(path).Length == 600_000);

        Spoil(payload);

        Assert.False(await PassesAsync(generations[0]));
        Assert.Equal(independent, await PassesAsync(generations[1]));
        Assert.Equal(independent, older.SequenceEqual(FolderContents.Describe(generations[1].Path)));
    }

    private static MountedVolume Mount(string folder, string type) => type switch
    {
        "tmpfs" => MountedVolume.InMemory(folder, VolumeSize),
        "xfs" => MountedVolume.InImage(folder, VolumeSize, type, "-m", "reflink=1"),
        _ => MountedVolume.InImage(folder, VolumeSize, type),
    };

    /// <summary>What is free once all is written that was still on its way.</summary>
    private static long Free(string folder)
    {
        FileLayer.Real.SyncVolume(folder);
        return FileLayer.Real.FreeSpace(folder);
    }

    /// <summary>All generations, the newest first, once each has passed the Full test.</summary>
    private static async Task<Generation[]> RequireGoodAsync(string root, int count)
    {
        IReadOnlyList<Generation> generations = BackupRepository.Open(FileLayer.Real, root).Generations();
        Assert.Equal(count, generations.Count);
        foreach (Generation generation in generations)
        {
            Assert.True(await PassesAsync(generation), generation.Path);
        }

        return [.. generations];
    }

    private static async Task<bool> PassesAsync(Generation generation)
    {
        VerificationOptions options = new() { Level = VerificationLevel.Full, Remember = false };
        return (await BackupVerifier.RunAsync(generation.Path, options, null, Stop)).Passed;
    }

    private static void Copy(string from, Generation generation, string to)
    {
        using DeviceRepository place = BackupRepository.Open(FileLayer.Real, to).OpenDevice(generation.Udid);
        string? ledger = BackupRepository.Open(FileLayer.Real, from).FindLedger(generation);
        Assert.NotNull(place.Receive(generation, ledger, null, Stop).Travelled);
    }

    private static void Remove(string root, Generation generation)
    {
        using DeviceRepository place = BackupRepository.Open(FileLayer.Real, root).OpenDevice(generation.Udid);
        place.Remove(generation, force: false);
    }

    /// <summary>Turns one bit, in the file itself.</summary>
    private static void Spoil(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite);
        int first = file.ReadByte();
        file.Position = 0;
        file.WriteByte((byte)(first ^ 1));
    }
}
