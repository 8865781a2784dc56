using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Mux;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>A virtual phone on a virtual usbmux service, and a repository for its backups.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private GeneratedFiles _many = null!;

    private Bench(VirtualPhone phone, VirtualMux mux)
    {
        Phone = phone;
        Mux = mux;
        Attachment = mux.Attach(phone);
    }

    public VirtualPhone Phone { get; }

    public VirtualMux Mux { get; }

    public MuxAttachment Attachment { get; }

    public TemporaryFolder Repository { get; } = new();

    public UsbmuxEndpoint Endpoint => UsbmuxEndpoint.Parse(Mux.Endpoint);

    /// <summary>The newest generation's folder.</summary>
    public string Newest => Repository[Phone.Udid];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A phone that trusts this computer and has a few files.</summary>
    public static async Task<Bench> StartAsync(VirtualPhoneOptions? options = null)
    {
        Bench bench = new(new VirtualPhone(options), VirtualMux.StartNew());
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "messages");
        bench.Phone.Content.Put("HomeDomain", "Library/Preferences/com.apple.test.plist", "settings");
        bench.Phone.Content.Put("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", new string('p', 600_000));
        bench.Phone.Content.Put("AppDomain-com.example.app", "Documents/empty.txt", string.Empty);
        bench._many = bench.Phone.Content.Add(new GeneratedFiles
        {
            Domain = "AppDomain-com.example.app",
            Folder = "Documents/many",
            Count = 300,
            TotalSize = 600_000,
        });
        await new DevicePairing(bench.Endpoint).PairAsync(bench.Phone.Udid, cancellation: Stop);
        return bench;
    }

    /// <summary>Leaves the phone a few of its many files, for tests that run often or slowly.</summary>
    public void KeepFew(int count = 20)
    {
        long size = _many.TotalSize * count / _many.Count;
        _many = Phone.Content.Replace(_many, _many with { Count = count, TotalSize = size });
    }

    public Task<DeviceSession> OpenDeviceAsync() => DeviceSession.OpenAsync(Endpoint, Phone.Udid, null, Stop);

    public Task<BackupRunResult> BackUpAsync(Func<BackupRunOptions, BackupRunOptions>? change = null) =>
        BackUpAsync(FileLayer.Real, change, null, Stop);

    public async Task<BackupRunResult> BackUpAsync(
        FileLayer files,
        Func<BackupRunOptions, BackupRunOptions>? change,
        IProgress<BackupProgress>? progress,
        CancellationToken stop)
    {
        BackupRunOptions options = new() { Repository = Repository.Path };
        using DeviceSession device = await OpenDeviceAsync();
        return await BackupRun.RunAsync(files, device, change?.Invoke(options) ?? options, progress, stop);
    }

    /// <summary>Removes all generations but the newest.</summary>
    public void RemoveOlder()
    {
        BackupRepository repository = BackupRepository.Open(FileLayer.Real, Repository.Path);
        using DeviceRepository place = repository.OpenDevice(Phone.Udid);
        foreach (Generation older in repository.Generations().Where(static one => !one.IsNewest))
        {
            place.Remove(older, force: false);
        }
    }

    /// <summary>Compares every file of a backup with the phone's own, byte by byte.</summary>
    public void AssertEqualsPhone(string folder, string? password = null)
    {
        using Backup backup = Backup.Open(folder);
        if (password is not null)
        {
            using BackupPassword secret = BackupPassword.FromChars(password);
            backup.Unlock(secret);
        }

        Assert.True(backup.IsFinished);
        Dictionary<string, PhoneFile> expected = Phone.Content.TakeSnapshot()
            .Where(static file => file.Kind == PhoneFileKind.File)
            .ToDictionary(static file => $"{file.Domain}-{file.RelativePath}", StringComparer.Ordinal);
        foreach (BackupFile file in backup.Files(new BackupFileQuery { Kinds = FileKind.File }, Stop))
        {
            if (!expected.Remove(file.ToString(), out PhoneFile? original))
            {
                // The phone adds its keychain by itself.
                Assert.Equal("KeychainDomain", file.Domain);
                continue;
            }

            using Stream content = backup.OpenRead(file);
            using Stream wanted = original.Content?.Open() ?? new MemoryStream();
            Assert.Equal(ReadAll(wanted), ReadAll(content));
        }

        Assert.Empty(expected);
    }

    public async ValueTask DisposeAsync()
    {
        await Mux.DisposeAsync();
        await Phone.DisposeAsync();
        Repository.Dispose();
    }

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
