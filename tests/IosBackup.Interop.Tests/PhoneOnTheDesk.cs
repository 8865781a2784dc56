using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>A virtual phone, plugged in, that foreign programs can reach; and a folder for their backups.</summary>
internal sealed class PhoneOnTheDesk : IAsyncDisposable
{
    public PhoneOnTheDesk(bool unix = false)
    {
        Folder = Directory.CreateTempSubdirectory("iosbackup-interop-").FullName;
        Phone = new VirtualPhone(new VirtualPhoneOptions { ProductVersion = "18.6", BuildVersion = "22G86" });
        Phone.Observations.HostFolder = Folder;
        Assert.SkipWhen(unix && OperatingSystem.IsWindows(), "The tools have no Unix sockets on Windows.");
        Mux = VirtualMux.StartNew(unix
            ? new VirtualMuxOptions { TcpPort = null, UnixPath = Path.Combine(Folder, "mux") }
            : new VirtualMuxOptions());
        Mux.Attach(Phone);
    }

    public string Folder { get; }

    public VirtualPhone Phone { get; }

    public VirtualMux Mux { get; }

    /// <summary>The files of the backup that a host wrote.</summary>
    public IReadOnlyDictionary<string, byte[]> Backup => WrittenBackup.ReadFolder(Path.Combine(Folder, Phone.Udid));

    public ForeignTool Find(string tool) => ForeignTool.Find(tool, Mux.Endpoint);

    /// <summary>
    /// A phone that trusts this computer and holds awkward files; skips the running test without idevicebackup2.
    /// </summary>
    public static async Task<PhoneOnTheDesk> PrepareAsync(bool unix = false)
    {
        PhoneOnTheDesk desk = new(unix);
        try
        {
            desk.Find("idevicebackup2");
            AwkwardContent.AddTo(desk.Phone.Content);
            await desk.PairAsync();
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets the phone trust this computer.</summary>
    public async Task PairAsync() => (await Find("idevicepair").RunAsync("pair")).RequireSuccess();

    /// <summary>Makes a backup with idevicebackup2.</summary>
    public async Task<ToolResult> BackUpAsync(params string[] options)
    {
        ToolResult result = (await Find("idevicebackup2").RunAsync([.. options, "backup", Folder])).RequireSuccess();
        Assert.Contains("Backup Successful.", result.Output, StringComparison.Ordinal);
        Assert.Empty(Phone.Observations.Of(ObservationKind.PhoneCrashed));
        return result;
    }

    /// <summary>Makes a backup with the engine.</summary>
    public async Task<BackupRunResult> BackUpWithEngineAsync(string repository, BackupPassword? password = null)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        Phone.Observations.HostFolder = Path.Combine(repository, ".iosbackup", Phone.Udid, "staging");
        using DeviceSession device =
            await DeviceSession.OpenAsync(UsbmuxEndpoint.Parse(Mux.Endpoint), Phone.Udid, null, stop);
        BackupRunOptions options = new() { Repository = repository, Password = password };
        BackupRunResult result = await BackupRun.RunAsync(device, options, null, stop);
        Phone.Observations.HostFolder = Folder;
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        await Mux.DisposeAsync();
        await Phone.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}
