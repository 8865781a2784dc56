using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Engine.Tests.Runs;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration.Phone;

/// <summary>A phone with a backup of it, and another phone to be restored.</summary>
internal sealed class RestoreBench : IAsyncDisposable
{
    private readonly Bench _bench;

    private RestoreBench(Bench bench, VirtualPhone target)
    {
        _bench = bench;
        Target = target;
        TargetAttachment = bench.Mux.Attach(target);
    }

    /// <summary>The phone that the backup is of.</summary>
    public VirtualPhone Source => _bench.Phone;

    /// <summary>What that phone had when it was backed up.</summary>
    public PhoneContentSnapshot Original { get; private set; } = null!;

    /// <summary>The phone that is restored.</summary>
    public VirtualPhone Target { get; }

    public MuxAttachment TargetAttachment { get; }

    public string? Password { get; private set; }

    public string Folder { get; private set; } = null!;

    public string Repository => _bench.Repository.Path;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<RestoreBench> StartAsync(
        string? password = null, VirtualPhoneOptions? source = null, VirtualPhoneOptions? target = null)
    {
        RestoreBench bench = new(
            await Bench.StartAsync(source ?? new VirtualPhoneOptions { Udid = "00008030-00112233445566AA" }),
            new VirtualPhone(target ?? new VirtualPhoneOptions { Udid = "00008140-00AABBCCDDEEFF00", Apps = [] }));
        bench.Password = password;
        bench.Source.BackupPassword = password;
        AwkwardContent.AddTo(bench.Source.Content);
        bench.Target.Content.Put("HomeDomain", "Library/own.txt", "the target's own");
        bench.Target.Content.Put("HomeDomain", "Library/Preferences/com.apple.test.plist", "the target's settings");
        await new DevicePairing(bench._bench.Endpoint).PairAsync(bench.Target.Udid, cancellation: Stop);
        await bench.BackUpAsync();
        return bench;
    }

    public async Task BackUpAsync()
    {
        Folder = (await _bench.BackUpAsync()).Path;
        Original = Source.Content.TakeSnapshot();
    }

    public Task<PhoneRestoreResult> RestoreAsync(Func<PhoneRestoreOptions, PhoneRestoreOptions>? change = null) =>
        RestoreAsync(change, Folder, progress: null, Stop);

    public async Task<PhoneRestoreResult> RestoreAsync(
        Func<PhoneRestoreOptions, PhoneRestoreOptions>? change,
        string folder,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        using BackupPassword? password = Password is null ? null : BackupPassword.FromChars(Password);
        PhoneRestoreOptions options = new() { Password = password };
        using Backup backup = Backup.Open(folder);
        using DeviceSession device = await OpenTargetAsync();
        return await PhoneRestoreRun.RunAsync(device, backup, change?.Invoke(options) ?? options, progress, stop);
    }

    public async Task<PhoneRestorePlan> PlanAsync(string? password = null)
    {
        using BackupPassword? secret = password is null ? null : BackupPassword.FromChars(password);
        using Backup backup = Backup.Open(Folder);
        using DeviceSession device = await OpenTargetAsync();
        return await PhoneRestorePlanner.PlanAsync(
            device, backup, new PhoneRestoreOptions { Password = secret }, Stop);
    }

    public Task<DeviceSession> OpenTargetAsync() =>
        DeviceSession.OpenAsync(_bench.Endpoint, Target.Udid, null, Stop);

    /// <summary>The backup's folder as it is, to be compared with what it is later.</summary>
    public string[] ReadBackup() => FolderContents.Describe(Folder);

    public void RequireRestored()
    {
        Assert.Empty(Target.Observations.Of(ObservationKind.PhoneCrashed));
        Assert.Empty(Target.Observations.Violations);
        RestoredPhone.RequireEqual(Original, Target);
    }

    /// <param name="before">What the target had.</param>
    /// <param name="isReachable">Whether the list of apps could be taken away again.</param>
    public void RequireUntouched(PhoneContentSnapshot before, bool isReachable = true)
    {
        Assert.Empty(Target.Observations.Of(ObservationKind.PhoneCrashed));
        RestoredPhone.RequireEqual(before, Target);
        Assert.True(!isReachable || Target.Media.Read("/iTunesRestore/RestoreApplications.plist") is null);
    }

    public async ValueTask DisposeAsync()
    {
        await _bench.DisposeAsync();
        await Target.DisposeAsync();
    }
}
