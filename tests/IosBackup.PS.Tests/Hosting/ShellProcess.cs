using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using IosBackup.Shell;
using Xunit;

namespace IosBackup.PS.Tests.Hosting;

/// <summary>A run of the module's own shell in a process of its own.</summary>
internal sealed record ShellProcess(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>Runs a command line.</summary>
    public static Task<ShellProcess> CommandAsync(string command) =>
        RunAsync("", "-NonInteractive", "-Command", command);

    /// <summary>Runs the shell with arguments and something on its standard input.</summary>
    public static async Task<ShellProcess> RunAsync(string input, params string[] arguments)
    {
        using Process process = Start(arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience);
        return new ShellProcess(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts the shell and leaves it to the test.</summary>
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.ArgumentList.Add(typeof(ShellArguments).Assembly.Location);
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
