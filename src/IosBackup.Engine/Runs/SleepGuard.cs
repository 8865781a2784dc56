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
    private const string Reason = "IosBackup works with a device.";

    private readonly Process? _helper;
    private readonly PowerRequest? _request;

    private SleepGuard(Process? helper, PowerRequest? request)
    {
        _helper = helper;
        _request = request;
    }

    public static SleepGuard Hold()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return new SleepGuard(helper: null, PowerRequest.TryMake(Reason));
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.OSX)
            ? new SleepGuard(Start("caffeinate", $"-i -w {CurrentProcess()}"), request: null)
            : new SleepGuard(helper: null, request: null);
    }

    public void Dispose()
    {
        _request?.Dispose();
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
}
