using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>
/// A process that backs up, copies and removes is killed at any moment: the newest good generation is whole, the one at
/// the place of the copies too, and the next run ends good.
/// </summary>
/// <remarks>IOSBACKUP_KILLS sets the number of kills, IOSBACKUP_SEED their moments.</remarks>
public sealed class KillLoopTests(ITestOutputHelper output)
{
    private const int LongestMilliseconds = 400;

    private static readonly string[] s_steps = ["backup", "copy", "remove"];
    private static readonly int s_kills = ReadNumber("IOSBACKUP_KILLS", 100);
    private static readonly int s_seed = ReadNumber("IOSBACKUP_SEED", 20261128);

    [Fact]
    public async Task A_process_killed_at_any_moment_costs_no_good_generation()
    {
        await using Bench bench = await Bench.StartAsync();
        using TemporaryFolder copies = new();
        await bench.BackUpAsync();
        Random random = new(s_seed);
        SortedDictionary<string, int> killedDuring = new(StringComparer.Ordinal);
        for (int kill = 0; kill < s_kills; kill++)
        {
            bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "messages of kill " + kill);
            bench.Phone.Content.Put("HomeDomain", "Library/new" + (kill % 7), new string('n', random.Next(300_000)));
            string step = s_steps[random.Next(s_steps.Length)];
            string during = await RunAndKillAsync(bench, copies.Path, step, random.Next(LongestMilliseconds));
            killedDuring[during] = killedDuring.GetValueOrDefault(during) + 1;
            string where = $"kill {kill} of seed {s_seed}, during {during}";

            Assert.True(await NewestPassesAsync(bench.Repository.Path, bench.Phone.Udid, where), where);
            await NewestPassesAsync(copies.Path, bench.Phone.Udid, where);
            await bench.BackUpAsync();
            Assert.True(await NewestPassesAsync(bench.Repository.Path, bench.Phone.Udid, where), where);
            if (kill % 10 == 0)
            {
                bench.AssertEqualsPhone(bench.Newest);
            }
        }

        string counts = string.Join(", ", killedDuring.Select(static one => $"{one.Value} during {one.Key}"));
        output.WriteLine($"{s_kills} kills, seed {s_seed}: {counts}");
        bench.AssertEqualsPhone(bench.Newest);
    }

    private static int ReadNumber(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is string text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    /// <summary>Lets the process work for a while from a step on, and kills it. Returns the step it was at.</summary>
    private static async Task<string> RunAndKillAsync(Bench bench, string copies, string step, int milliseconds)
    {
        using HostProcess process = HostProcess.Start(
            ["loop", bench.Mux.Endpoint, bench.Phone.Udid, bench.Repository.Path, copies]);
        string last = string.Empty;
        while (last != step)
        {
            last = await process.ReadLineAsync();
        }

        await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
        string rest = await process.KillAsync();
        return rest.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? last;
    }

    /// <summary>Tests the newest good generation in depth; false when there is none.</summary>
    private static async Task<bool> NewestPassesAsync(string root, string udid, string where)
    {
        Generation? newest = DeviceRepository.NewestGood(
            BackupRepository.Open(FileLayer.Real, root).Generations(udid));
        if (newest is null)
        {
            return false;
        }

        VerificationResult result = await BackupVerifier.RunAsync(
            newest.Path,
            new VerificationOptions { Level = VerificationLevel.Full, Remember = false },
            null,
            TestContext.Current.CancellationToken);
        Assert.True(result.Passed, $"{where}: {string.Join("; ", result.Findings.Take(5))}");
        return true;
    }
}
