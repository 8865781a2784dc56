using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>
/// Whoever reads the newest generation while runs commit sees the one before or the new one, never a mixture of both
/// and never none.
/// </summary>
public sealed class ReadersDuringRunsTests
{
    private const int Runs = 8;

    [Fact]
    public async Task A_reader_sees_the_generation_before_or_the_new_one()
    {
        await using Bench bench = await Bench.StartAsync();

        await ReadDuringRunsAsync(bench, otherProcess: null);
    }

    [Fact]
    public async Task A_reader_sees_the_generation_before_or_the_new_one_while_another_process_commits()
    {
        await using Bench bench = await Bench.StartAsync();
        using HostProcess other = await HostProcess.ServeAsync(bench.Mux.Endpoint, bench.Phone.Udid);

        await ReadDuringRunsAsync(bench, other);
    }

    private static async Task ReadDuringRunsAsync(Bench bench, HostProcess? otherProcess)
    {
        Witnesses.Testify(bench.Phone.Content, 0);
        await bench.BackUpAsync();
        using CancellationTokenSource done = new();
        WitnessReader[] readers = [new(bench), new(bench)];
        Task[] reading = [.. readers.Select(reader => Task.Run(() => reader.ReadUntil(done.Token)))];
        try
        {
            // Nobody sees the first generation who begins to read after the last run.
            await SeenAsync(readers, reading, 0);
            for (int run = 1; run <= Runs; run++)
            {
                Witnesses.Testify(bench.Phone.Content, run);
                await BackUpAsync(bench, otherProcess);
            }

            // At least one whole look at what the last run made.
            await SeenAsync(readers, reading, Runs);
        }
        finally
        {
            await done.CancelAsync();
            await Task.WhenAll(reading);
        }

        Assert.All(readers, static reader => Assert.Equal(Runs, reader.LastSeen));
        Assert.All(readers, static reader => Assert.True(reader.Looks > 1));
    }

    private static async Task SeenAsync(WitnessReader[] readers, Task[] reading, int run)
    {
        while (readers.Any(reader => reader.LastSeen < run) && !reading.Any(static one => one.IsFaulted))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static async Task BackUpAsync(Bench bench, HostProcess? otherProcess)
    {
        if (otherProcess is null)
        {
            await bench.BackUpAsync();
        }
        else
        {
            Assert.Equal("good", await otherProcess.AskAsync("backup " + bench.Repository.Path));
        }
    }
}
