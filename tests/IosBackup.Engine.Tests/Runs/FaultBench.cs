using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Runs;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A bench with one good generation, which no fault may harm.</summary>
internal sealed class FaultBench : IAsyncDisposable
{
    private string[] _good = [];
    private int _changes;

    private FaultBench(Bench inner) => Inner = inner;

    public Bench Inner { get; }

    public VirtualPhone Phone => Inner.Phone;

    /// <summary>A phone whose first backup has been made.</summary>
    /// <param name="options">What the phone is.</param>
    /// <param name="small">Whether to leave out most of the many files, for tests that run often or slowly.</param>
    public static async Task<FaultBench> StartAsync(VirtualPhoneOptions? options = null, bool small = false)
    {
        FaultBench bench = new(await Bench.StartAsync(options));
        if (small)
        {
            bench.Inner.KeepFew();
        }

        await bench.Inner.BackUpAsync();
        bench._good = FolderContents.Describe(bench.Inner.Newest);
        bench.Phone.Observations.HostFolder =
            bench.Inner.Repository[".iosbackup", bench.Phone.Udid, "staging"];
        return bench;
    }

    /// <summary>Gives the phone something new to send.</summary>
    public void Change() => Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", $"messages {++_changes}");

    /// <summary>Runs a backup that must fail.</summary>
    public async Task<EngineException> FailAsync(
        MobileBackupTimeouts? timeouts = null, IProgress<BackupProgress>? progress = null)
    {
        Change();
        EngineException error = await Assert.ThrowsAsync<EngineException>(() => BackUpAsync(timeouts, false, progress));
        AssertEarlierGenerationUnharmed();
        return error;
    }

    /// <summary>Runs a backup that must end good, whatever happened before.</summary>
    public async Task<BackupRunResult> RecoverAsync(
        MobileBackupTimeouts? timeouts = null, bool full = false, IProgress<BackupProgress>? progress = null)
    {
        Change();
        BackupRunResult result = await BackUpAsync(timeouts, full, progress);
        Inner.AssertEqualsPhone(Inner.Newest);
        AssertEarlierGenerationUnharmed();
        return result;
    }

    public void AssertEarlierGenerationUnharmed() => Assert.Contains(
        _good,
        Directory.GetDirectories(Inner.Repository.Path, Phone.Udid + "*").Select(FolderContents.Describe));

    /// <summary>What of a name was written anywhere but into the folder of the run.</summary>
    public string[] FindOutside(string name) =>
    [
        .. Directory.GetFileSystemEntries(Path.GetTempPath(), "*" + name + "*"),
        .. Directory.GetFileSystemEntries(Directory.GetCurrentDirectory(), "*" + name + "*"),
        .. Directory.GetFileSystemEntries(Inner.Repository.Path, "*" + name + "*", SearchOption.AllDirectories),
    ];

    public ValueTask DisposeAsync() => Inner.DisposeAsync();

    private Task<BackupRunResult> BackUpAsync(
        MobileBackupTimeouts? timeouts, bool full, IProgress<BackupProgress>? progress) => Inner.BackUpAsync(
        FileLayer.Real,
        options => options with { Timeouts = timeouts ?? options.Timeouts, Full = full },
        progress,
        TestContext.Current.CancellationToken);
}
