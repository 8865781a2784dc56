using System;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Parameters;

/// <summary>The values of -ConnectionType.</summary>
internal static class ConnectionTypes
{
    public const string Any = "Any";
    public const string Usb = nameof(DeviceConnectionType.Usb);
    public const string Network = nameof(DeviceConnectionType.Network);

    /// <summary>The only kind of connection to use; null for any.</summary>
    public static DeviceConnectionType? Parse(string value) =>
        Enum.TryParse(value, ignoreCase: true, out DeviceConnectionType type) ? type : null;
}
