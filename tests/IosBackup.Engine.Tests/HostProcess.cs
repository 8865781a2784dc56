using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Engine.Tests;

/// <summary>A second process (tests/IosBackup.KillHost) that works on the same files as the test.</summary>
internal sealed class HostProcess : IDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    private HostProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync(Stop);
    }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Starts it.</summary>
    /// <param name="arguments">What it is to do.</param>
    /// <param name="temporary">The folder for its temporary files; null for the usual one.</param>
    public static HostProcess Start(IEnumerable<string> arguments, string? temporary = null)
    {
        ProcessStartInfo start = new("dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IosBackup.KillHost.dll"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (string variable in temporary is null ? (string[])[] : ["TMPDIR", "TMP", "TEMP"])
        {
            start.Environment[variable] = temporary;
        }

        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Starts one that takes orders, and waits until it does.</summary>
    public static async Task<HostProcess> ServeAsync(string endpoint, string udid)
    {
        HostProcess host = Start(["serve", endpoint, udid]);
        try
        {
            Assert.Equal("ready", await host.ReadLineAsync());
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The next line that it says; what it had to complain about is the error when it has ended.</summary>
    public async Task<string> ReadLineAsync() => await _process.StandardOutput.ReadLineAsync(Stop)
        ?? throw new InvalidOperationException(await _errors);

    /// <summary>Gives an order. Returns the answer.</summary>
    public async Task<string> AskAsync(string order)
    {
        await _process.StandardInput.WriteLineAsync(order.AsMemory(), Stop);
        await _process.StandardInput.FlushAsync(Stop);
        return await ReadLineAsync();
    }

    /// <summary>Waits for its end. Returns what it said that nobody has read.</summary>
    public async Task<string> WaitAsync()
    {
        await _process.WaitForExitAsync(Stop);
        return await _process.StandardOutput.ReadToEndAsync(Stop);
    }

    /// <summary>Kills it. Returns what it said that nobody has read.</summary>
    public async Task<string> KillAsync()
    {
        Assert.False(_process.HasExited, _process.HasExited ? await _errors : string.Empty);
        _process.Kill();
        return await WaitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
