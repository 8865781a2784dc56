using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

/// <summary>Programs of others as judges of what we write. Where one is missing, the test is skipped.</summary>
internal static class Judge
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Runs a program with a list of arguments.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        RunAsync(new ProcessStartInfo(program, arguments), environment);

    /// <summary>Runs a program with one line that the runtime takes apart.</summary>
    public static Task<(int ExitCode, string Output)> RunLineAsync(string program, string line) =>
        RunAsync(new ProcessStartInfo(program, line), null);

    private static async Task<(int ExitCode, string Output)> RunAsync(
        ProcessStartInfo start, IReadOnlyDictionary<string, string>? environment)
    {
        bool exists = Path.IsPathRooted(start.FileName) ? File.Exists(start.FileName)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Any(folder => File.Exists(Path.Combine(folder, start.FileName)));
        Assert.SkipUnless(exists, $"{start.FileName} is not installed, so nobody judges what we write.");
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.StandardOutputEncoding = System.Text.Encoding.UTF8;
        foreach (KeyValuePair<string, string> variable in environment ?? new Dictionary<string, string>())
        {
            start.Environment[variable.Key] = variable.Value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience);
        return (process.ExitCode, await output + await errors);
    }
}
