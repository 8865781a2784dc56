using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Faults;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualBackupResumeTests
{
    public static TheoryData<BackupStep, string?> AllSteps() => [.. Enum.GetValues<BackupStep>()
        .Except([BackupStep.FinishInterrupted, BackupStep.Retry, BackupStep.RemoveOld])
        .Select(static step => (step, (string?)null))];

    [Theory]
    [MemberData(nameof(AllSteps))]
    [InlineData(BackupStep.SendManifest, "secret")]
    [InlineData(BackupStep.Move, "secret")]
    [InlineData(BackupStep.Remove, "secret")]
    public async Task Wherever_a_run_breaks_off_the_next_one_ends_well(BackupStep step, string? password)
    {
        await using BackupBench bench = new();
        bench.Phone.BackupPassword = password;
        await bench.SucceedAsync();
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "changed");
        bench.Phone.Content.Put("HomeDomain", "Library/new", "new");
        bench.Phone.Content.Remove("MediaDomain", "deep");
        bench.Phone.Faults.DisconnectBefore = step;
        await bench.BreakAsync();
        bench.Phone.Faults.DisconnectBefore = null;
        await bench.SucceedAsync();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("secret")]
    public async Task What_has_arrived_is_not_sent_again(string? password)
    {
        await using BackupBench bench = new();
        bench.Phone.BackupPassword = password;
        await bench.SucceedAsync();
        int all = bench.CountPayloads();
        bench.Host.Files.Clear();
        bench.Phone.Faults.DisconnectAfterUploadedBytes = 3_400_000;
        await bench.BreakAsync();
        int before = bench.CountPayloads();
        Assert.InRange(before, 1, all - 1);
        bench.Phone.Faults.DisconnectAfterUploadedBytes = null;
        await bench.SucceedAsync();

        // The batch that broke is not noted by the phone as a whole.
        Assert.InRange(bench.CountPayloads(), all - before, all - 1);
    }

    [Fact]
    public async Task A_file_that_changed_since_the_interruption_is_sent_again()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.DisconnectBefore = BackupStep.SendManifest;
        await bench.BreakAsync();
        bench.CountPayloads();
        bench.Phone.Faults.DisconnectBefore = null;
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "changed meanwhile");
        await bench.SucceedAsync();
        Assert.Equal(1, bench.CountPayloads());
    }

    [Fact]
    public async Task What_the_host_lost_since_the_interruption_is_sent_again()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.DisconnectBefore = BackupStep.SendManifest;
        await bench.BreakAsync();
        int all = bench.CountPayloads();
        bench.Phone.Faults.DisconnectBefore = null;
        foreach (string path in bench.Host.Files.Keys
            .Where(static path => path.Contains("/Snapshot/", StringComparison.Ordinal)).Take(5).ToList())
        {
            bench.Host.Files.Remove(path);
        }

        await bench.SucceedAsync();
        Assert.InRange(all, 6, int.MaxValue);
        Assert.Equal(5, bench.CountPayloads());
    }

    [Fact]
    public async Task Another_hosts_folder_is_not_mistaken_for_the_interrupted_one()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.DisconnectBefore = BackupStep.SendManifest;
        await bench.BreakAsync();
        SortedDictionary<string, byte[]> interrupted = bench.Host.Copy();
        bench.Phone.Faults.DisconnectBefore = null;
        bench.Host.Files.Clear();
        await bench.SucceedAsync();
        bench.CountPayloads();
        bench.Host.Restore(interrupted);
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "changed meanwhile");
        await bench.SucceedAsync();
        Assert.NotEqual(0, bench.CountPayloads());
    }
}
