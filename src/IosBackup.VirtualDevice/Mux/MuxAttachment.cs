using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>A phone's place in a usbmux service's list of devices.</summary>
public sealed class MuxAttachment
{
    private const int Usb2Speed = 480_000_000;
    private const int PhoneProductId = 0x12A8;
    private const int FirstLocation = 0x14100000;
    private const int LocationStep = 0x10000;

    private readonly object _lock = new();
    private readonly HashSet<Stream> _connections = [];
    private bool _isDetached;

    internal MuxAttachment(int deviceId, VirtualPhone phone, LinkKind link)
    {
        DeviceId = deviceId;
        Phone = phone;
        Link = link;
        Cable.Cut += CloseConnections;
        phone.Rebooting += CloseConnections;
    }

    /// <summary>The number clients address the device by; never reused.</summary>
    public int DeviceId { get; }

    /// <summary>The phone.</summary>
    public VirtualPhone Phone { get; }

    /// <summary>How it is attached.</summary>
    public LinkKind Link { get; }

    /// <summary>The way the bytes take.</summary>
    public Cable Cable { get; } = new();

    /// <summary>
    /// Keeps a connection, to be closed when the phone goes away; false when it has gone already.
    /// </summary>
    internal bool TryTrack(Stream stream)
    {
        lock (_lock)
        {
            if (_isDetached || Cable.IsCut)
            {
                return false;
            }

            _connections.Add(stream);
            return true;
        }
    }

    internal void Untrack(Stream stream)
    {
        lock (_lock)
        {
            _connections.Remove(stream);
        }
    }

    /// <summary>Pulls the plug: every connection to the phone ends, and there are no new ones.</summary>
    internal void Detach()
    {
        lock (_lock)
        {
            _isDetached = true;
        }

        Phone.Rebooting -= CloseConnections;
        CloseConnections();
    }

    private void CloseConnections()
    {
        Stream[] connections;
        lock (_lock)
        {
            connections = [.. _connections];
            _connections.Clear();
        }

        foreach (Stream connection in connections)
        {
            connection.Dispose();
        }
    }

    internal PlistDictionary DescribeArrival() => new()
    {
        ["MessageType"] = "Attached",
        ["DeviceID"] = DeviceId,
        ["Properties"] = DescribeProperties(),
    };

    internal PlistDictionary DescribeEvent(string messageType) => new()
    {
        ["MessageType"] = messageType,
        ["DeviceID"] = DeviceId,
    };

    private PlistDictionary DescribeProperties()
    {
        if (Link == LinkKind.Usb)
        {
            return new PlistDictionary
            {
                ["ConnectionSpeed"] = Usb2Speed,
                ["ConnectionType"] = "USB",
                ["DeviceID"] = DeviceId,
                ["LocationID"] = FirstLocation + (DeviceId * LocationStep),
                ["ProductID"] = PhoneProductId,
                ["SerialNumber"] = Phone.Udid,
            };
        }

        return new PlistDictionary
        {
            ["ConnectionType"] = "Network",
            ["DeviceID"] = DeviceId,
            ["EscapedFullServiceName"] = Phone.Options.WiFiAddress + "@fe80::1\\._apple-mobdev2._tcp.local.",
            ["InterfaceIndex"] = 1,
            ["NetworkAddress"] = MakeSocketAddress(),
            ["SerialNumber"] = Phone.Udid,
        };
    }

    /// <summary>
    /// A BSD sockaddr_in6 (length, family 30, port, flow, address, scope): a link-local address made of the Wi-Fi MAC.
    /// </summary>
    private byte[] MakeSocketAddress()
    {
        const int AddressAt = 8;
        const int MacAt = 16;
        byte[] address = new byte[28];
        address[0] = (byte)address.Length;
        address[1] = 0x1E;
        address[AddressAt] = 0xFE;
        address[AddressAt + 1] = 0x80;
        byte[] mac = [.. Phone.Options.WiFiAddress.Split(':').Select(static part =>
            byte.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
        mac.AsSpan().CopyTo(address.AsSpan(MacAt));
        address[24] = 1;
        return address;
    }
}
