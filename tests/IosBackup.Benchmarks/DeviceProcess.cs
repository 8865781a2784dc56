using System;
using System.Collections.Generic;
using System.Diagnostics;

namespace IosBackup.Benchmarks;

/// <summary>A process with virtual devices.</summary>
/// <param name="Process">The process.</param>
/// <param name="Endpoint">Where their usbmux service listens.</param>
/// <param name="Udids">The devices.</param>
internal sealed record DeviceProcess(Process Process, string Endpoint, IReadOnlyList<string> Udids) : IDisposable
{
    public void Dispose()
    {
        Process.StandardInput.Close();
        Process.WaitForExit();
        Process.Dispose();
    }
}
