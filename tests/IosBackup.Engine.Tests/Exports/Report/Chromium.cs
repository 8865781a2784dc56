using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.Engine.Tests.Exports.Report;

/// <summary>
/// Debian's Chromium without a screen. Tests that need it are skipped with a notice where it is missing.
/// </summary>
internal static class Chromium
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    /// <summary>Opens a page, lets its scripts run, and gives what it has become.</summary>
    public static Task<string> DumpAsync(string path, string fragment = "") =>
        RunAsync(["--dump-dom", "--virtual-time-budget=20000"], path, fragment);

    /// <summary>Opens a page and takes its picture.</summary>
    public static async Task<byte[]> ScreenshotAsync(string path, string fragment, params string[] flags)
    {
        using TemporaryFolder folder = new();
        string picture = folder["page.png"];
        await RunAsync(
            [$"--screenshot={picture}", "--virtual-time-budget=20000", "--hide-scrollbars", .. flags], path, fragment);
        return await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken);
    }

    private static async Task<string> RunAsync(string[] flags, string path, string fragment)
    {
        string? program = Find();
        Assert.SkipWhen(program is null, "Chromium is not here.");
        using TemporaryFolder profile = new();
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] all =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            $"--user-data-dir={profile["profile"]}", .. flags, new Uri(path).AbsoluteUri + fragment,
        ];
        foreach (string argument in all)
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(s_patience);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .SelectMany(static folder => s_names.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
