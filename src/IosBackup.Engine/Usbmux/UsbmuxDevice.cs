using System.Net;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// One way to reach a device. A phone that is on the cable and on Wi-Fi at once appears twice, with different ids.
/// </summary>
public sealed class UsbmuxDevice
{
    private const int MaximumAddressLength = 199;

    private UsbmuxDevice(long id, string udid, DeviceConnectionType connectionType, PlistDictionary properties)
    {
        Id = id;
        Udid = udid;
        ConnectionType = connectionType;
        LocationId = properties.GetInteger("LocationID");
        ProductId = properties.GetInteger("ProductID");
        ServiceName = properties.GetString("EscapedFullServiceName");
        Address = properties.GetData("NetworkAddress") is { Length: <= MaximumAddressLength } address
            ? NetworkAddress.Decode(address.Span)
            : null;
    }

    /// <summary>The service's number for this connection; another one after the device was connected anew.</summary>
    public long Id { get; }

    /// <summary>The device's identifier as the service spells it.</summary>
    public string Udid { get; }

    /// <summary>How the device is connected.</summary>
    public DeviceConnectionType ConnectionType { get; }

    /// <summary>Bus and port of the cable, or null.</summary>
    public long? LocationId { get; }

    /// <summary>The USB product id, or null.</summary>
    public long? ProductId { get; }

    /// <summary>The Bonjour name of a network device, or null.</summary>
    public string? ServiceName { get; }

    /// <summary>Where a network device is, when the service says so; it need not be known to connect.</summary>
    public IPEndPoint? Address { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Udid} ({ConnectionType})";

    /// <summary>
    /// Reads an <c>Attached</c> message; null when it lacks what is needed to use the device or its UDID is none.
    /// </summary>
    internal static UsbmuxDevice? FromAttached(PlistDictionary message)
    {
        PlistDictionary? properties = message.GetDictionary("Properties");
        long? id = message.GetInteger("DeviceID") ?? properties?.GetInteger("DeviceID");
        string? udid = properties?.GetString("SerialNumber")?.TrimEnd('\0');
        if (properties is null || id is null || !Usbmux.Udid.IsValid(udid))
        {
            return null;
        }

        DeviceConnectionType connectionType = properties.GetString("ConnectionType") is null or "USB"
            ? DeviceConnectionType.Usb
            : DeviceConnectionType.Network;
        return new UsbmuxDevice(id.Value, udid!, connectionType, properties);
    }
}
