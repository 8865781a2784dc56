using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A disk that is full indeed, at random moments of a run.</summary>
public sealed class FullDiskTests
{
    private const int Passes = 10;
    private const int Seed = 20261128;
    private const long Size = 64 * 1024 * 1024;
    private const int NewBytes = 2_000_000;

    private static readonly BoastfulLayer s_boastful = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_is_an_error_and_costs_no_good_generation()
    {
        await using Bench bench = await Bench.StartAsync();
        using SmallVolume volume = new(bench.Repository.Path, Size);
        await bench.BackUpAsync(s_boastful, null, null, Stop);
        Random random = new(Seed);
        GeneratedFiles? sent = null;
        for (int pass = 0; pass < Passes; pass++)
        {
            string[] good = FolderContents.Describe(bench.Newest);
            sent = SendMore(bench, sent);
            volume.Fill(random.Next(NewBytes));

            // Every third time the device is told the truth and refuses; else the disk is full in the middle of a file.
            FileLayer files = pass % 3 == 0 ? FileLayer.Real : s_boastful;
            bool full = pass % 2 == 0;
            EngineException error = await Assert.ThrowsAsync<EngineException>(
                () => bench.BackUpAsync(files, options => options with { Full = full }, null, Stop));

            Assert.Equal(ErrorKind.DestinationFull, error.Kind);
            Assert.Equal(good, FolderContents.Describe(bench.Newest));
            volume.Empty();
            await bench.BackUpAsync(s_boastful, null, null, Stop);
            bench.AssertEqualsPhone(bench.Newest);
            bench.RemoveOlder();
        }
    }

    [Fact]
    public async Task A_full_disk_ends_a_copy_and_it_is_gone_on_with()
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        using TemporaryFolder other = new();
        using SmallVolume volume = new(other.Path, Size);
        Copy(bench, other.Path);
        Random random = new(Seed);
        GeneratedFiles? sent = null;
        for (int pass = 0; pass < Passes; pass++)
        {
            string[] good = FolderContents.Describe(other[bench.Phone.Udid]);
            sent = SendMore(bench, sent);
            await bench.BackUpAsync();
            volume.Fill(random.Next(NewBytes));

            EngineException error = Assert.Throws<EngineException>(() => Copy(bench, other.Path));

            Assert.Equal(ErrorKind.DestinationFull, error.Kind);
            Assert.Equal(good, FolderContents.Describe(other[bench.Phone.Udid]));
            volume.Empty();
            Copy(bench, other.Path);
            bench.AssertEqualsPhone(other[bench.Phone.Udid]);
        }
    }

    /// <summary>Gives the phone other files in the place of those that it has.</summary>
    private static GeneratedFiles SendMore(Bench bench, GeneratedFiles? before)
    {
        GeneratedFiles files = new()
        {
            Domain = "MediaDomain",
            Folder = "Media/pass",
            Count = 40,
            TotalSize = NewBytes,
            RevisedCount = 40,
            Revision = (before?.Revision ?? 0) + 1,
        };
        return before is null ? bench.Phone.Content.Add(files) : bench.Phone.Content.Replace(before, files);
    }

    private static void Copy(Bench bench, string target)
    {
        BackupRepository source = BackupRepository.Open(FileLayer.Real, bench.Repository.Path);
        Generation newest = source.Generations()[0];
        using DeviceRepository place =
            BackupRepository.Open(FileLayer.Real, target).OpenDevice(bench.Phone.Udid);
        place.Receive(newest, source.FindLedger(newest), null, Stop);
    }

    /// <summary>
    /// The real file system, but for what it says of its free space: phones want more to spare than the volume has.
    /// </summary>
    private sealed class BoastfulLayer : FileLayer
    {
        public override long FreeSpace(string folder) => 1L << 40;
    }
}
