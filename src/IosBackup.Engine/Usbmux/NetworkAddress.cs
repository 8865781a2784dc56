using System;
using System.Buffers.Binary;
using System.Net;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// Reads the raw socket address that usbmux services give for network devices. Apple's are in BSD form (a length byte,
/// then the family), others in the form of Linux or Windows (a 16-bit family).
/// </summary>
internal static class NetworkAddress
{
    private const int BsdLengthVersion4 = 0x10;
    private const int BsdLengthVersion6 = 0x1C;
    private const int Version4 = 2;
    private const int DarwinVersion6 = 0x1E;
    private const int LinuxVersion6 = 0x0A;
    private const int WindowsVersion6 = 0x17;

    /// <summary>The address, or null for anything that is none.</summary>
    public static IPEndPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8)
        {
            return null;
        }

        bool bsd = bytes[0] is BsdLengthVersion4 or BsdLengthVersion6 && bytes[1] is Version4 or DarwinVersion6;
        int family = bsd ? bytes[1] : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        int port = BinaryPrimitives.ReadUInt16BigEndian(bytes.Slice(2));
        return family switch
        {
            Version4 => new IPEndPoint(new IPAddress(bytes.Slice(4, 4).ToArray()), port),
            DarwinVersion6 or LinuxVersion6 or WindowsVersion6 when bytes.Length >= 24 =>
                new IPEndPoint(new IPAddress(bytes.Slice(8, 16).ToArray(), Scope(bytes)), port),
            _ => null,
        };
    }

    private static uint Scope(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 28 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(24)) : 0;
}
