using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IosBackup.Benchmarks;

/// <summary>
/// A full backup of a virtual device beside <c>idevicebackup2</c>: device, client and peer are processes of their own.
/// </summary>
internal static class ReceiveBenchmark
{
    private const int Rounds = 3;

    public static Benchmark Create(string name, bool small) => new(
        name,
        small ? "100,000 files of 32 KiB on average beside idevicebackup2" : "4 files of 1 GiB beside idevicebackup2",
        folder => RunAsync(folder, small ? 100_000 : 4, small ? 100_000L * 32 * 1024 : 4L << 30));

    private static async Task RunAsync(string folder, int files, long bytes)
    {
        using DeviceProcess device = await Role.StartDevicesAsync(count: 1, files, bytes);
        Dictionary<string, string> environment = new() { ["USBMUXD_SOCKET_ADDRESS"] = device.Endpoint };
        List<Run> peer = [];
        List<Run> own = [];
        for (int round = 0; round < Rounds; round++)
        {
            string peerFolder = Directory.CreateDirectory(Path.Combine(folder, "peer")).FullName;
            peer.Add(await Run.OfAsync("idevicebackup2", ["backup", "--full", peerFolder], environment));
            Directory.Delete(peerFolder, recursive: true);
            string ownFolder = Path.Combine(folder, "own");
            own.Add(await Role.BackUpAsync(device, 1, ownFolder));
            Directory.Delete(ownFolder, recursive: true);
        }

        double peerSeconds = Run.Median([.. peer.Select(static run => run.Seconds)]);
        Print("idevicebackup2", peer, bytes, peerSeconds);
        Print("IosBackup", own, bytes, peerSeconds);
    }

    private static void Print(string name, List<Run> runs, long bytes, double peerSeconds) => Run.Print(
        name,
        Run.Median([.. runs.Select(static run => run.Seconds)]),
        bytes,
        peerSeconds,
        runs.Max(static run => run.PeakMegabytes));
}
