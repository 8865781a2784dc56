using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>
/// One call of the file system fails, whichever: the run ends with an error (or good, where it could do without the
/// call), the generation before is untouched, and the next run ends good.
/// </summary>
/// <remarks>
/// A run makes over a thousand calls. A normal test run lets a spread of them fail; with IOSBACKUP_EXHAUSTIVE set every
/// single one.
/// </remarks>
public sealed class FaultyDiskTests
{
    private const int Spread = 12;

    private static readonly bool s_exhaustive =
        Environment.GetEnvironmentVariable("IOSBACKUP_EXHAUSTIVE") is not null;

    public static TheoryData<string> Failures => [.. s_failures.Keys];

    private static readonly Dictionary<string, Func<Exception>> s_failures = new()
    {
        ["no space"] = static () => new IOException("No space left on device", 28),
        ["input/output error"] = static () => new IOException("Input/output error", 5),
        ["access denied"] = static () => new UnauthorizedAccessException("Access to the path is denied."),
        ["sharing violation"] = static () => new IOException("Used by another process", unchecked((int)0x80070020)),
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task No_failing_call_costs_a_good_generation(string failure)
    {
        await using Bench bench = await Bench.StartAsync();
        await bench.BackUpAsync();
        int calls = await CountCallsAsync(bench);
        int step = s_exhaustive ? 1 : Math.Max(1, calls / Spread);
        for (int failing = 1 + (Math.Abs(failure.Length * 7) % step); failing <= calls; failing += step)
        {
            string[] good = FolderContents.Describe(bench.Newest);
            Change(bench, failing);
            FaultyFileLayer files = new(failing, s_failures[failure]);
            try
            {
                await bench.BackUpAsync(files, null, null, TestContext.Current.CancellationToken);
                bench.AssertEqualsPhone(bench.Newest);
            }
            catch (EngineException error)
            {
                ErrorKind expected = failure == "no space"
                    ? ErrorKind.DestinationFull
                    : ErrorKind.DestinationUnavailable;
                Assert.Equal(expected, error.Kind);
            }

            Assert.Contains(good, Directory.GetDirectories(bench.Repository.Path, bench.Phone.Udid + "*")
                .Select(FolderContents.Describe));
            await bench.BackUpAsync();
            bench.AssertEqualsPhone(bench.Newest);
        }
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
}
