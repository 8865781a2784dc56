using System.Collections.Generic;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>A connected device and what could be learnt about it.</summary>
public sealed class DiscoveredDevice
{
    internal DiscoveredDevice(UsbmuxEndpoint endpoint, IReadOnlyList<UsbmuxDevice> connections)
    {
        Endpoint = endpoint;
        Connections = connections;
    }

    /// <summary>The usbmux service that the device is connected to.</summary>
    public UsbmuxEndpoint Endpoint { get; }

    /// <summary>The ways to reach it, the preferred one first.</summary>
    public IReadOnlyList<UsbmuxDevice> Connections { get; }

    /// <summary>The preferred way to reach it.</summary>
    public UsbmuxDevice Connection => Connections[0];

    /// <summary>The identifier, as the device spells it where it could be asked.</summary>
    public string Udid => Info.Udid ?? Connection.Udid;

    /// <summary>How this computer and the device stand to each other.</summary>
    public PairingState PairingState { get; internal set; }

    /// <summary>What the device says about itself; little without trust.</summary>
    public DeviceInfo Info { get; internal set; } = DeviceInfo.Empty;

    /// <summary>Why less is known than there could be, or null.</summary>
    public EngineException? Error { get; internal set; }
}
