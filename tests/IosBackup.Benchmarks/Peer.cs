using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IosBackup.Benchmarks;

/// <summary>Runs a program of others beside which something is measured.</summary>
internal static class Peer
{
    private const int MillisecondsBetweenLooks = 20;

    /// <summary>How long a program ran; null where it is not installed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static TimeSpan? Time(string program, params IEnumerable<string> arguments) =>
        Run(new ProcessStartInfo(program, arguments))?.Time;

    /// <summary>Runs a program to its good end; null where it is not installed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static PeerRun? Run(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            long peak = 0;
            while (!process.WaitForExit(MillisecondsBetweenLooks))
            {
                peak = Math.Max(peak, PeakOf(process.Id));
            }

            TimeSpan time = clock.Elapsed;
            return process.ExitCode == 0
                ? new PeerRun(time, peak, output.Result)
                : throw new InvalidOperationException(
                    $"{start.FileName} ended with {process.ExitCode}: {output.Result}");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>The most memory that a process had, where the system tells.</summary>
    private static long PeakOf(int process)
    {
        const string Field = "VmHWM:";
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is null
                ? 0
                : 1024 * long.Parse(line[Field.Length..].Replace("kB", "").Trim(), CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
