using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace IosBackup.Benchmarks;

/// <summary>How long a program ran and how much memory it had at most.</summary>
/// <param name="Seconds">Time on the wall.</param>
/// <param name="PeakMegabytes">The most memory in use; 0 where the system does not tell.</param>
/// <param name="Output">What it printed.</param>
internal sealed record Run(double Seconds, double PeakMegabytes, string Output)
{
    private const int MillisecondsBetweenLooks = 50;

    /// <summary>Runs a program to its end, which must be a good one.</summary>
    public static async Task<Run> OfAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        long started = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task ended = process.WaitForExitAsync();
        double peak = 0;
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
            await Task.WhenAny(ended, Task.Delay(MillisecondsBetweenLooks));
        }

        double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? new Run(seconds, peak, await output)
            : throw new InvalidOperationException($"{program} failed:\n{await output}");
    }

    /// <summary>Times some work.</summary>
    public static double Time(Action work)
    {
        long started = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>The middle of some figures.</summary>
    public static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    /// <summary>Prints a line of figures.</summary>
    public static void Print(string name, double seconds, long bytes, double peerSeconds, double peakMegabytes = 0) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name,-18} {seconds,8:0.00} s {bytes / 1e6 / seconds,8:0} MB/s {peerSeconds / seconds,7:0.00} x")
            + (peakMegabytes > 0 ? string.Create(CultureInfo.InvariantCulture, $" {peakMegabytes,6:0} MB") : ""));

    private static double PeakOf(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
