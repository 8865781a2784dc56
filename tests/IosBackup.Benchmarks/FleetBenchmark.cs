using System.IO;
using System.Threading.Tasks;

namespace IosBackup.Benchmarks;

/// <summary>Eight devices at once beside one alone: the sum of their rates should not fall.</summary>
internal static class FleetBenchmark
{
    private const int Devices = 8;
    private const int Files = 5_000;
    private const long Bytes = Files * 64L * 1024;

    public static Benchmark Create() =>
        new("fleet", "Eight devices at once beside one, each with 5,000 files of 64 KiB", RunAsync);

    private static async Task RunAsync(string folder)
    {
        using DeviceProcess devices = await Role.StartDevicesAsync(Devices, Files, Bytes);
        Run one = await Role.BackUpAsync(devices, 1, Path.Combine(folder, "one"));
        Run all = await Role.BackUpAsync(devices, Devices, Path.Combine(folder, "all"));
        Run.Print("one", one.Seconds, Bytes, one.Seconds, one.PeakMegabytes);
        Run.Print("eight, per device", all.Seconds / Devices, Bytes, one.Seconds, all.PeakMegabytes);
    }
}
