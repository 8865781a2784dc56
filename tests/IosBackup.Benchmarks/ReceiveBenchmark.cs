using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading;

namespace IosBackup.Benchmarks;

/// <summary>
/// A full backup of a virtual device beside <c>idevicebackup2</c>: device, client and peer are processes of their own.
/// With several devices, all at once beside one alone.
/// </summary>
internal sealed class ReceiveBenchmark : IBenchmark
{
    public string Name => "receive";

    public string Summary =>
        "receives a backup [--files 100000] [--kilobytes 32 each] [--devices 1] [--rounds 3] [--folder F]";

    public void Run(Options options, Report report)
    {
        using ScratchFolder folder = new(options);
        int devices = options.Number("devices", 1);
        string files = options.Text("files", "100000");
        string kilobytes = options.Text("kilobytes", "32");
        long bytes = long.Parse(files, CultureInfo.InvariantCulture)
            * 1024 * long.Parse(kilobytes, CultureInfo.InvariantCulture);
        using DeviceProcess process = new(devices, files, kilobytes);
        string endpoint = process.Endpoint;
        string[] udids = process.Udids;
        report.Title($"{devices} device(s), {files} files of {kilobytes} KiB each");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            if (devices == 1)
            {
                ProcessStartInfo peer = new("idevicebackup2", ["backup", "--full", MakeFolder(folder["peer"])]);
                peer.Environment["USBMUXD_SOCKET_ADDRESS"] = endpoint;
                PeerRun? run = Peer.Run(peer);
                Print(report, "idevicebackup2", run, bytes);
                if (run is not null && Peer.Time("sync", "--file-system", folder["peer"]) is TimeSpan flushing)
                {
                    // Ours is on the disk when it ends.
                    Print(report, "the same, and flushed", run with { Time = run.Time + flushing }, bytes);
                }

                Remove(folder["peer"]);
            }

            BackUp(report, folder["own"], endpoint, bytes, udids[0]);
            if (devices > 1)
            {
                BackUp(report, folder["own"], endpoint, bytes * devices, udids);
            }
        }
    }

    private static void BackUp(Report report, string repository, string endpoint, long bytes, params string[] udids)
    {
        PeerRun? run = Peer.Run(DeviceProcess.Self(
            "client", "--endpoint", endpoint, "--udids", string.Join(',', udids), "--repository", repository));
        Print(report, $"IosBackup, {udids.Length} device(s)", run, bytes);
        Remove(repository);
    }

    /// <summary>Ext4 looks long for names of files while many were deleted in the last seconds.</summary>
    private static void Remove(string folder)
    {
        Directory.Delete(folder, recursive: true);
        Thread.Sleep(TimeSpan.FromSeconds(6));
    }

    private static void Print(Report report, string what, PeerRun? run, long bytes)
    {
        if (run is null)
        {
            report.Value(what, "not installed");
        }
        else
        {
            report.Rate(what, run.Time, bytes, $"{run.PeakBytes / 1_000_000} MB of memory");
        }
    }

    private static string MakeFolder(string path) => Directory.CreateDirectory(path).FullName;
}
