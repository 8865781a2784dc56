using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>
/// A program that others wrote. Tests that need one that is not installed are skipped with a notice; one that hangs is
/// ended.
/// </summary>
internal sealed class ForeignTool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string _path;
    private readonly string _endpoint;

    private ForeignTool(string path, string endpoint)
    {
        _path = path;
        _endpoint = endpoint;
    }

    /// <summary>Finds a program; skips the running test when it is not installed.</summary>
    /// <param name="name">The program's name.</param>
    /// <param name="endpoint">Where it finds usbmux.</param>
    public static ForeignTool Find(string name, string endpoint)
    {
        string? path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => (string[])[Path.Combine(folder, name), Path.Combine(folder, name + ".exe")])
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"The tool {name} is not installed.");
        return new ForeignTool(path!, endpoint);
    }

    /// <summary>Runs the program to its end, within bounds.</summary>
    public async Task<ToolResult> RunAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(_path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["USBMUXD_SOCKET_ADDRESS"] = _endpoint;
        start.Environment["LANG"] = "C.UTF-8";
        using Process process = Process.Start(start) ?? throw new Win32Exception($"{_path} does not start.");
        process.StandardInput.Close();
        StringBuilder output = new();
        process.OutputDataReceived += (_, line) => Collect(output, line.Data);
        process.ErrorDataReceived += (_, line) => Collect(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using CancellationTokenSource patience =
            CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(s_patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{Path.GetFileName(_path)} did not end. It said:\n{output}");
        }

        lock (output)
        {
            return new ToolResult(process.ExitCode, output.ToString());
        }
    }

    private static void Collect(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}
