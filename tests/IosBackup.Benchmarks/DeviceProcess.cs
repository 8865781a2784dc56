using System;
using System.Diagnostics;
using System.IO;

namespace IosBackup.Benchmarks;

/// <summary>Virtual devices in a process of their own (<see cref="DeviceRole"/>), until it is disposed.</summary>
internal sealed class DeviceProcess : IDisposable
{
    private readonly Process _process;

    /// <param name="count">How many devices.</param>
    /// <param name="files">How many files each has.</param>
    /// <param name="kilobytes">The size of a file.</param>
    public DeviceProcess(int count, string files, string kilobytes)
    {
        ProcessStartInfo start = Self("device", "--count", $"{count}", "--files", files, "--kilobytes", kilobytes);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        _process = Process.Start(start)!;
        Endpoint = _process.StandardOutput.ReadLine()!;
        Udids = _process.StandardOutput.ReadLine()!.Split(',');
    }

    /// <summary>Where usbmux is.</summary>
    public string Endpoint { get; }

    public string[] Udids { get; }

    /// <summary>This program in another role.</summary>
    public static ProcessStartInfo Self(params string[] arguments) =>
        new(Path.Combine(AppContext.BaseDirectory, "IosBackup.Benchmarks"), arguments);

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
