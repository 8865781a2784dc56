using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;

namespace IosBackup.Benchmarks;

/// <summary>Runs a program of others beside which something is measured.</summary>
internal static class Peer
{
    /// <summary>How long a program ran; null where it is not installed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static TimeSpan? Time(string program, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true };
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardOutput.BaseStream.CopyTo(System.IO.Stream.Null);
            process.WaitForExit();
            return process.ExitCode == 0
                ? clock.Elapsed
                : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
