using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Benchmarks;

/// <summary>
/// An incremental run in which nothing has changed, beside <c>idevicebackup2</c> doing the same: what a run costs
/// before the first byte. The device is a process of its own; what it takes is shown apart.
/// </summary>
internal sealed class UnchangedBenchmark : IBenchmark
{
    private static readonly BackupPhase[] s_ours =
        [BackupPhase.PreparingRepository, BackupPhase.Verifying, BackupPhase.Committing];

    public string Name => "unchanged";

    public string Summary =>
        "backs up what has not changed [--files 100000] [--kilobytes 1 each] [--rounds 3] [--folder F]";

    public void Run(Options options, Report report) => RunAsync(options, report).GetAwaiter().GetResult();

    private static async Task RunAsync(Options options, Report report)
    {
        using ScratchFolder folder = new(options);
        string files = options.Text("files", "100000");
        using DeviceProcess device = new(1, files, options.Text("kilobytes", "1"));
        ProcessStartInfo peer = new(
            "idevicebackup2", ["backup", Directory.CreateDirectory(folder["peer"]).FullName]);
        peer.Environment["USBMUXD_SOCKET_ADDRESS"] = device.Endpoint;
        Peer.Run(peer);
        await BackUpAsync(device, folder["own"], null);
        report.Title($"{files} files, nothing changed");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            if (Peer.Run(peer) is PeerRun run)
            {
                report.Time("idevicebackup2", run.Time);
            }
            else
            {
                report.Value("idevicebackup2", "not installed");
            }

            await MeasureAsync(report, device, folder["own"]);
        }
    }

    private static async Task MeasureAsync(Report report, DeviceProcess device, string repository)
    {
        PhaseClock phases = new();
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        Stopwatch clock = Stopwatch.StartNew();
        await BackUpAsync(device, repository, phases);
        report.Time("IosBackup", clock.Elapsed);
        report.Time("  processor time", Process.GetCurrentProcess().TotalProcessorTime - before);
        IReadOnlyDictionary<BackupPhase, TimeSpan> times = phases.Stop();
        foreach (KeyValuePair<BackupPhase, TimeSpan> phase in times)
        {
            report.Time($"  {phase.Key}", phase.Value);
        }

        TimeSpan host = s_ours.Aggregate(TimeSpan.Zero, (sum, phase) => sum + times.GetValueOrDefault(phase));
        report.Time("  of that the host's", host, string.Join(" + ", s_ours));
    }

    private static async Task BackUpAsync(DeviceProcess process, string repository, PhaseClock? phases)
    {
        using DeviceSession device = await DeviceSession.OpenAsync(
            UsbmuxEndpoint.Parse(process.Endpoint), process.Udids[0], null, default);
        BackupRunOptions options = new() { Repository = repository };
        BackupRunResult result = await BackupRun.RunAsync(device, options, phases, default);
        if (phases is not null && result.IsFull)
        {
            throw new InvalidOperationException("It was no incremental run.");
        }
    }
}
