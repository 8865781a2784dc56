namespace IosBackup.Engine.Usbmux;

/// <summary>How a device is connected.</summary>
public enum DeviceConnectionType
{
    /// <summary>By cable.</summary>
    Usb,

    /// <summary>Over Wi-Fi or Ethernet.</summary>
    Network,
}
