using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>
/// One call of the file system fails, whichever: the run ends with an error (or good, where it could do without the
/// call), the generation before is untouched, and the next run ends good.
/// </summary>
public sealed class FaultyDiskTests
{
    private const int Spread = 12;
    private const int FileCount = 200;

    public static TheoryData<string> Failures => DiskFailures.Names;

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_failing_call_costs_a_good_generation(string failure)
    {
        await using Bench bench = await Bench.StartAsync();
        bench.KeepFew(FileCount);
        await bench.BackUpAsync();
        foreach (int failing in DiskFailures.Calls(failure, await CountCallsAsync(bench), Spread))
        {
            string[] good = FolderContents.Describe(bench.Newest);
            Change(bench, failing);
            try
            {
                await bench.BackUpAsync(
                    DiskFailures.At(failing, failure), null, null, TestContext.Current.CancellationToken);
                bench.AssertEqualsPhone(bench.Newest);
            }
            catch (EngineException error)
            {
                Assert.Equal(DiskFailures.Meaning(failure), error.Kind);
            }

            Assert.Contains(good, Directory.GetDirectories(bench.Repository.Path, bench.Phone.Udid + "*")
                .Select(FolderContents.Describe));
            await bench.BackUpAsync();
            bench.AssertEqualsPhone(bench.Newest);
            bench.RemoveOlder();
        }
    }

    [Fact]
    public async Task A_flush_that_fails_once_fails_the_run_and_nobody_goes_on_with_what_was_lost()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.KeepFew();
        ForgetfulDisk disk = new();

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => bench.BackUpAsync(disk, null, null, TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.DestinationUnavailable, error.Kind);
        Assert.False(Directory.Exists(bench.Newest));
        BackupRunResult next = await bench.BackUpAsync();
        Assert.Equal(StagingOrigin.Empty, next.Origin);
    }

    private static void Change(Bench bench, int number) =>
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "messages of run " + number);

    private static async Task<int> CountCallsAsync(Bench bench)
    {
        Change(bench, 0);
        FaultyFileLayer counting = new(int.MaxValue);
        await bench.BackUpAsync(counting, null, null, TestContext.Current.CancellationToken);
        return counting.Calls;
    }

    /// <summary>A system that tells of lost writes once, as Linux does.</summary>
    private sealed class ForgetfulDisk : FileLayer
    {
        private int _flushes;

        public override bool SyncVolume(string folder) => Interlocked.Increment(ref _flushes) == 1
            ? throw new IOException("Input/output error", 5)
            : base.SyncVolume(folder);
    }
}
