using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Usbmux;

/// <summary>One report of the usbmux service.</summary>
public sealed class UsbmuxEvent
{
    private UsbmuxEvent(UsbmuxEventKind kind, long deviceId, UsbmuxDevice? device)
    {
        Kind = kind;
        DeviceId = deviceId;
        Device = device;
    }

    /// <summary>What happened.</summary>
    public UsbmuxEventKind Kind { get; }

    /// <summary>The number of the connection it happened to.</summary>
    public long DeviceId { get; }

    /// <summary>The device, for <see cref="UsbmuxEventKind.Attached"/> only.</summary>
    public UsbmuxDevice? Device { get; }

    /// <summary>Reads an event; null for messages that are none or that make no sense.</summary>
    internal static UsbmuxEvent? FromMessage(PlistDictionary message)
    {
        switch (message.GetString("MessageType"))
        {
            case "Attached":
                UsbmuxDevice? device = UsbmuxDevice.FromAttached(message);
                return device is null ? null : new UsbmuxEvent(UsbmuxEventKind.Attached, device.Id, device);
            case "Detached":
                return Plain(UsbmuxEventKind.Detached, message);
            case "Paired":
                return Plain(UsbmuxEventKind.Paired, message);
            default:
                return null;
        }
    }

    private static UsbmuxEvent? Plain(UsbmuxEventKind kind, PlistDictionary message) =>
        message.GetInteger("DeviceID") is long id ? new UsbmuxEvent(kind, id, null) : null;
}
