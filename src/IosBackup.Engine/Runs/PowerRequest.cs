using System;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Runs;

/// <summary>
/// A request to Windows to stay awake. It belongs to the process, not to the thread that makes it, so it holds however
/// the work moves between threads; Windows drops it with the process.
/// </summary>
internal sealed class PowerRequest : SafeHandleZeroOrMinusOneIsInvalid
{
    private const int SystemRequired = 1;

    /// <summary>For the runtime, which fills in the handle.</summary>
    public PowerRequest()
        : base(ownsHandle: true)
    {
    }

    /// <summary>Makes a request; null when Windows does not take it.</summary>
    public static PowerRequest? TryMake(string reason)
    {
        PowerReason context = new() { Flags = PowerReason.SimpleText, Text = reason };
        PowerRequest request = PowerCreateRequest(ref context);
        if (!request.IsInvalid && PowerSetRequest(request, SystemRequired))
        {
            return request;
        }

        request.Dispose();
        return null;
    }

    protected override bool ReleaseHandle() => PowerClearRequest(handle, SystemRequired) & CloseHandle(handle);

    [DllImport("kernel32", SetLastError = true)]
    private static extern PowerRequest PowerCreateRequest(ref PowerReason context);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool PowerSetRequest(PowerRequest request, int type);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool PowerClearRequest(IntPtr request, int type);

    [DllImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool CloseHandle(IntPtr handle);
}
