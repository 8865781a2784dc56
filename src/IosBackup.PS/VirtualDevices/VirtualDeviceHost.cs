using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;

namespace IosBackup.VirtualDevices;

/// <summary>
/// The virtual devices of this process. They share one usbmux service, which runs as long as there is any, so that a
/// single endpoint shows them all, to every runspace and to other programs.
/// </summary>
internal static class VirtualDeviceHost
{
    private static readonly object s_lock = new();
    private static readonly List<RunningDevice> s_devices = [];
    private static VirtualMux? s_mux;

    /// <summary>Where clients reach the virtual devices; null when there are none.</summary>
    public static string? Endpoint
    {
        get
        {
            lock (s_lock)
            {
                return s_mux?.Endpoint;
            }
        }
    }

    /// <summary>Plugs a phone in. It belongs to the host from now on.</summary>
    public static IosVirtualDevice Start(
        VirtualPhone phone, IReadOnlyList<IosVirtualDeviceFault> faults, IReadOnlyList<IDisposable> held)
    {
        lock (s_lock)
        {
            s_mux ??= VirtualMux.StartNew();
            RunningDevice device = new(s_mux, phone, faults, held);
            s_devices.Add(device);
            return device.Description;
        }
    }

    /// <summary>The devices whose UDID matches a pattern.</summary>
    public static IReadOnlyList<IosVirtualDevice> Find(string udid)
    {
        WildcardPattern pattern = WildcardPattern.Get(udid, WildcardOptions.IgnoreCase);
        lock (s_lock)
        {
            return [.. s_devices.Select(device => device.Description).Where(device => pattern.IsMatch(device.Udid))];
        }
    }

    /// <summary>Changes something about a running phone and tells what it is now; null when it does not run.</summary>
    public static IosVirtualDevice? Update(string udid, Action<VirtualPhone> change)
    {
        lock (s_lock)
        {
            RunningDevice? device = Running(udid);
            if (device is not null)
            {
                change(device.Phone);
            }

            return device?.Description;
        }
    }

    /// <summary>Unplugs a device and forgets it; with the last one the usbmux service ends.</summary>
    public static void Stop(string udid)
    {
        RunningDevice? device;
        VirtualMux? mux = null;
        lock (s_lock)
        {
            device = Running(udid);
            if (device is null)
            {
                return;
            }

            s_devices.Remove(device);
            if (s_devices.Count == 0)
            {
                mux = s_mux;
                s_mux = null;
            }
        }

        device.Dispose();
        mux?.Dispose();
    }

    private static RunningDevice? Running(string udid) => s_devices.Find(one => one.Phone.Udid == udid);
}
