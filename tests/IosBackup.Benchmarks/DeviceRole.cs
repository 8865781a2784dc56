using System;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.Benchmarks;

/// <summary>
/// Not a measurement: the process that is the devices, so that no client shares its memory and its garbage with them.
/// Prints its endpoint and UDIDs and lives until its input ends.
/// </summary>
internal sealed class DeviceRole : IBenchmark
{
    public string Name => "device";

    public string Summary => "is virtual devices [--count 1] [--files 1000] [--kilobytes 64 each]";

    public void Run(Options options, Report report) => RunAsync(options).GetAwaiter().GetResult();

    private static async Task RunAsync(Options options)
    {
        int files = options.Number("files", 1000);
        await using VirtualMux mux = VirtualMux.StartNew();
        VirtualPhone[] phones = [.. Enumerable.Range(0, options.Number("count", 1)).Select(_ => new VirtualPhone())];
        foreach (VirtualPhone phone in phones)
        {
            phone.Content.Add(new GeneratedFiles
            {
                Domain = "CameraRollDomain",
                Folder = "Media/DCIM",
                Count = files,
                TotalSize = files * 1024L * options.Number("kilobytes", 64),
            });
            mux.Attach(phone);
            await new DevicePairing(UsbmuxEndpoint.Parse(mux.Endpoint)).PairAsync(phone.Udid);
        }

        Console.WriteLine(mux.Endpoint);
        Console.WriteLine(string.Join(',', phones.Select(static phone => phone.Udid)));
        await Console.In.ReadLineAsync();
    }
}
