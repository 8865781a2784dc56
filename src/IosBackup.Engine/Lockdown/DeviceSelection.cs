using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>Chooses among the connections of devices: the cable is faster and more reliable than the network.</summary>
internal static class DeviceSelection
{
    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceNotFound"/>.</exception>
    public static UsbmuxDevice Choose(
        IEnumerable<UsbmuxDevice> connections, string udid, DeviceConnectionType? only) =>
        ByPreference(connections, only).FirstOrDefault(device => Udid.Equals(device.Udid, udid))
            ?? throw new EngineException(
                ErrorKind.DeviceNotFound,
                only is null ? "The device is not connected." : $"The device has no {only} connection.")
            {
                Target = udid,
            };

    public static IEnumerable<UsbmuxDevice> ByPreference(
        IEnumerable<UsbmuxDevice> connections, DeviceConnectionType? only) =>
        connections
            .Where(device => only is null || device.ConnectionType == only)
            .OrderBy(static device => device.ConnectionType);
}
