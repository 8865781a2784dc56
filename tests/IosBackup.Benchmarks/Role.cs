using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.Benchmarks;

/// <summary>What this program does as a process of its own: being devices, or the client that backs them up.</summary>
internal static class Role
{
    /// <summary>The argument that says that it is one.</summary>
    public const string Argument = "--role";

    private const string Device = "device";
    private const string Client = "client";

    /// <summary>Starts the process with devices; they live until it is disposed.</summary>
    public static async Task<DeviceProcess> StartDevicesAsync(int count, int files, long bytes)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, Arguments(Device, $"{count}", $"{files}", $"{bytes}"))
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        Process process = Process.Start(start)!;
        string endpoint = await process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException();
        string udids = await process.StandardOutput.ReadLineAsync() ?? throw new EndOfStreamException();
        return new DeviceProcess(process, endpoint, udids.Split(','));
    }

    /// <summary>Backs devices up at once in a process of its own.</summary>
    public static Task<Run> BackUpAsync(DeviceProcess devices, int count, string repository) => Run.OfAsync(
        Environment.ProcessPath!,
        Arguments(Client, devices.Endpoint, repository, string.Join(',', devices.Udids.Take(count))));

    /// <summary>Does what the process was started for.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case [Device, string count, string files, string bytes]:
                await BeDevicesAsync(Parse(count), Parse(files), Parse(bytes));
                return 0;
            case [Client, string endpoint, string repository, string udids]:
                await Task.WhenAll(udids.Split(',').Select(udid => BackUpAsync(endpoint, repository, udid)));
                return 0;
            default:
                return 1;
        }
    }

    private static string[] Arguments(params string[] arguments) => [Argument, .. arguments];

    private static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    private static async Task BeDevicesAsync(long count, long files, long bytes)
    {
        await using VirtualMux mux = VirtualMux.StartNew();
        VirtualPhone[] phones = [.. Enumerable.Range(0, (int)count).Select(_ => new VirtualPhone())];
        foreach (VirtualPhone phone in phones)
        {
            phone.Content.Add(new GeneratedFiles
            {
                Domain = "CameraRollDomain",
                Folder = "Media/DCIM",
                Count = (int)files,
                TotalSize = bytes,
            });
            mux.Attach(phone);
            await new DevicePairing(UsbmuxEndpoint.Parse(mux.Endpoint)).PairAsync(phone.Udid);
        }

        Console.WriteLine(mux.Endpoint);
        Console.WriteLine(string.Join(',', phones.Select(static phone => phone.Udid)));
        await Console.In.ReadLineAsync();
    }

    private static async Task BackUpAsync(string endpoint, string repository, string udid)
    {
        using DeviceSession device = await DeviceSession.OpenAsync(UsbmuxEndpoint.Parse(endpoint), udid, null, default);
        BackupRunResult result = await BackupRun.RunAsync(
            device, new BackupRunOptions { Repository = repository }, null, default);
        if (result.FailedCount > 0)
        {
            throw new InvalidOperationException("Files failed.");
        }
    }
}
