using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Tests.Runs;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Repository;

/// <summary>What a failed test means for the generation, and how long.</summary>
public sealed class FailedTestTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", null)]
    [InlineData("Hash+", null)]
    [InlineData("Hash-", "Hash")]
    [InlineData("Hash+ Quick-", "Quick")]
    [InlineData("Hash- Hash+", null)]
    [InlineData("Hash- Full+", null)]
    [InlineData("Hash- Quick+", "Hash")]
    [InlineData("Hash- Hash+2/30", "Hash")]
    [InlineData("Hash-2/30 Hash+3/30", "Hash")]
    [InlineData("Hash-2/30 Hash+2/30", null)]
    [InlineData("Hash-2/30 Hash+", null)]
    [InlineData("Hash-1/30 Hash-2/30 Hash+2/30", "Hash")]
    [InlineData("Hash- Drill-", "Drill")]
    public void A_failure_counts_until_a_test_that_looked_as_closely_finds_nothing(string tests, string? failed)
    {
        GenerationRecord record = new();
        foreach (string test in tests.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int mark = test.IndexOfAny(['+', '-']);
            record.Add(new VerificationRecord
            {
                Date = DateTimeOffset.UtcNow,
                Level = test[..mark],
                Slice = mark == test.Length - 1 ? null : test[(mark + 1)..],
                Passed = test[mark] == '+',
                BlocksRestore = test[mark] == '-',
            });
        }

        Assert.Equal(failed, record.FailedTest?.Level);
    }

    [Fact]
    public void Damage_that_only_an_app_would_meet_is_no_failure()
    {
        GenerationRecord record = new();
        record.Add(new VerificationRecord
        {
            Date = DateTimeOffset.UtcNow,
            Level = "Full",
            Passed = false,
            BlocksRestore = false,
        });

        Assert.Null(record.FailedTest);
    }

    [Fact]
    public async Task A_damaged_newest_generation_is_not_good_and_a_run_on_top_of_it_says_so()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.KeepFew();
        await bench.BackUpAsync();
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "more messages");
        await bench.BackUpAsync();
        Damage(bench.Newest);

        VerificationResult test = await BackupVerifier.RunAsync(
            bench.Newest, new VerificationOptions { Level = VerificationLevel.Hash }, null, Stop);

        BackupRepository repository = BackupRepository.Open(FileLayer.Real, bench.Repository.Path);
        Generation older = repository.Generations()[1];
        Assert.False(test.Passed);
        Assert.Equal("Hash", repository.Generations()[0].Record!.FailedTest!.Level);
        Assert.Equal(older.Path, DeviceRepository.NewestGood(repository.Generations())!.Path);
        using (DeviceRepository place = repository.OpenDevice(older.Udid))
        {
            EngineException refused = Assert.Throws<EngineException>(() => place.Remove(older, force: false));
            Assert.Equal(ErrorKind.LastGeneration, refused.Kind);
        }

        BackupRunResult onTop = await bench.BackUpAsync();
        Assert.False(onTop.IsFull);
        Assert.StartsWith(
            "Hash, ",
            Assert.Single(onTop.Warnings, static one => one.Kind == BackupWarningKind.NewestFailedTest).Detail,
            StringComparison.Ordinal);

        BackupRunResult clean = await bench.BackUpAsync(static options => options with { Full = true });
        Assert.DoesNotContain(clean.Warnings, static one => one.Kind == BackupWarningKind.NewestFailedTest);
        bench.AssertEqualsPhone(bench.Newest);
    }

    [Fact]
    public async Task Where_every_generation_has_failed_the_newest_is_kept_all_the_same()
    {
        await using Bench bench = await Bench.StartAsync();
        bench.KeepFew();
        await bench.BackUpAsync();
        Damage(bench.Newest);
        await BackupVerifier.RunAsync(
            bench.Newest, new VerificationOptions { Level = VerificationLevel.Hash }, null, Stop);

        BackupRepository repository = BackupRepository.Open(FileLayer.Real, bench.Repository.Path);

        Assert.Equal(bench.Newest, DeviceRepository.NewestGood(repository.Generations())!.Path);
    }

    /// <summary>Changes a byte of a stored file, not of the one that older generations share.</summary>
    private static void Damage(string folder)
    {
        string payload = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .First(static path => Path.GetFileName(path).Length == 40 && new FileInfo(path).Length > 100);
        byte[] bytes = File.ReadAllBytes(payload);
        bytes[50] ^= 1;
        File.Delete(payload);
        File.WriteAllBytes(payload, bytes);
    }
}
