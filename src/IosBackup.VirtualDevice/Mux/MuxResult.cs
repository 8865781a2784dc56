using System;
using System.Buffers.Binary;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>Answers of usbmux that are nothing but a number.</summary>
internal static class MuxResult
{
    /// <summary>ENOENT, which verbs about pair records answer when there is none.</summary>
    public const int NoEntry = 2;

    /// <summary>EINVAL, which verbs about pair records answer when something is missing.</summary>
    public const int InvalidArgument = 22;

    private const uint PlistVersion = 1;

    /// <summary>The answer.</summary>
    public static PlistDictionary Make(int number) => new()
    {
        ["MessageType"] = "Result",
        ["Number"] = number,
    };

    /// <summary>The answer.</summary>
    public static PlistDictionary Make(UsbmuxResult result) => Make((int)result);

    /// <summary>Whether a packet is of the obsolete binary protocol.</summary>
    public static bool IsBinary(Frame frame) =>
        BinaryPrimitives.ReadUInt32LittleEndian(frame.Header.Span.Slice(4)) != PlistVersion;

    /// <summary>The answer to a packet of the obsolete binary protocol.</summary>
    public static byte[] RefuseBinary(Frame frame)
    {
        const int ResultType = 1;
        byte[] packet = new byte[UsbmuxPacket.HeaderLength + sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(packet, packet.Length);
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(8), ResultType);
        frame.Header.Span.Slice(12, 4).CopyTo(packet.AsSpan(12));
        BinaryPrimitives.WriteInt32LittleEndian(
            packet.AsSpan(UsbmuxPacket.HeaderLength), (int)UsbmuxResult.BadVersion);
        return packet;
    }
}
