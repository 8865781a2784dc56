using System;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace IosBackup.Engine.Runs;

/// <summary>
/// Keeps the host from falling asleep, which would cut the link, as long as it is held. A comfort: where it cannot be
/// had, work goes on without.
/// </summary>
internal sealed class SleepGuard : IDisposable
{
    private const uint Continuous = 0x80000000;
    private const uint SystemRequired = 0x00000001;

    private readonly Process? _helper;
    private readonly bool _windows;

    private SleepGuard(Process? helper, bool windows)
    {
        _helper = helper;
        _windows = windows;
    }

    public static SleepGuard Hold()
    {
        string process = CurrentProcess();
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new SleepGuard(null, SetThreadExecutionState(Continuous | SystemRequired) != 0);
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.OSX)
            ? new SleepGuard(Start("caffeinate", $"-i -w {process}"), windows: false)
            : new SleepGuard(null, windows: false);
    }

    public void Dispose()
    {
        if (_windows)
        {
            _ = SetThreadExecutionState(Continuous);
        }

        try
        {
            _helper?.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself.
        }

        _helper?.Dispose();
    }

    private static string CurrentProcess()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Id.ToString(CultureInfo.InvariantCulture);
    }

    private static Process? Start(string program, string arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false });
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [DllImport("kernel32")]
    private static extern uint SetThreadExecutionState(uint state);
}
