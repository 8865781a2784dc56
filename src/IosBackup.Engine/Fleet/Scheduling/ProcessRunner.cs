using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Fleet.Scheduling;

/// <summary>Runs tools as processes. One that does not end within a minute is ended.</summary>
internal sealed class ProcessRunner : IToolRunner
{
    private readonly TimeSpan _patience;

    public ProcessRunner()
        : this(TimeSpan.FromMinutes(1))
    {
    }

    public ProcessRunner(TimeSpan patience) => _patience = patience;

    public async Task<ToolResult> RunAsync(
        string program, IReadOnlyList<string> arguments, CancellationToken stop)
    {
        string command = $"{program} {string.Join(" ", arguments)}";
        using Process process = Start(program, arguments);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(stop);
        Task<string> errors = process.StandardError.ReadToEndAsync(stop);
        Task ended = Task.WhenAll(output, errors);
        using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Task first = await Task.WhenAny(ended, Task.Delay(_patience, waiting.Token)).ConfigureAwait(false);
        waiting.Cancel();
        if (first != ended)
        {
            End(process);
            stop.ThrowIfCancellationRequested();
            throw Unavailable(program, $"'{command}' does not end.", null);
        }

        process.WaitForExit();
        return new ToolResult(
            command, process.ExitCode, await output.ConfigureAwait(false), await errors.ConfigureAwait(false));
    }

    private static Process Start(string program, IReadOnlyList<string> arguments)
    {
        // .NET takes this line apart by the rules of Windows on every system.
        ProcessStartInfo start = new(program, WindowsCommandLine.Of(arguments))
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            // Times that tools print are then those that we can read.
            start.EnvironmentVariables["TZ"] = "UTC";
            start.EnvironmentVariables["LC_ALL"] = "C";
        }

        try
        {
            return Process.Start(start) ?? throw Unavailable(program, $"{program} does not start.", null);
        }
        catch (Win32Exception e)
        {
            throw Unavailable(program, $"{program} cannot be started: {e.Message}.", e);
        }
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has just ended.
        }
    }

    private static EngineException Unavailable(string program, string message, Exception? inner) =>
        new(ErrorKind.SchedulerUnavailable, message, inner) { Target = Path.GetFileName(program) };
}
