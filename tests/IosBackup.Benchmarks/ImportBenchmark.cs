using System;
using System.Diagnostics;
using System.IO;

namespace IosBackup.Benchmarks;

/// <summary>Imports the module in the project's own shell, timed by that shell.</summary>
internal sealed class ImportBenchmark : IBenchmark
{
    public string Name => "import";

    public string Summary => "imports the module --shell <IosBackup.Shell> --module <IosBackup.psd1> [--rounds 5]";

    public void Run(Options options, Report report)
    {
        using ScratchFolder folder = new(options);
        string module = Path.GetFullPath(options.Text("module", "IosBackup.psd1"));
        string shell = Path.GetFullPath(
            options.Text("shell", "src/IosBackup.Shell/bin/Release/net10.0/IosBackup.Shell"));
        File.WriteAllText(
            folder["import.ps1"],
            "Remove-Module IosBackup -ErrorAction Ignore; $clock = [Diagnostics.Stopwatch]::StartNew(); "
            + $"Import-Module '{module}'; $clock.Elapsed.Ticks");
        for (int round = 1; round <= options.Number("rounds", 5); round++)
        {
            PeerRun run = Peer.Run(new ProcessStartInfo(shell, [folder["import.ps1"]]))
                ?? throw new InvalidOperationException("The shell is not built.");
            report.Time("Import-Module", new TimeSpan(long.Parse(run.Output.Trim(), null)));
        }
    }
}
