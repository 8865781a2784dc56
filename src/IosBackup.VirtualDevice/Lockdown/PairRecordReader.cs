using System;
using System.Security.Cryptography;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>Checks what a computer sends to be paired.</summary>
internal static class PairRecordReader
{
    private const int EscrowBagLength = 32;

    /// <summary>
    /// The computer that a pair record describes; null when a certificate is missing or broken, is not signed by the
    /// root certificate, or when the device's one is about another key than the phone's.
    /// </summary>
    public static PairedHost? Read(string hostId, PlistDictionary record)
    {
        PairingCertificate? root = ReadCertificate(record, "RootCertificate");
        PairingCertificate? host = ReadCertificate(record, "HostCertificate");
        PairingCertificate? device = ReadCertificate(record, "DeviceCertificate");
        if (root is null || host is null || device is null)
        {
            return null;
        }

        bool valid = root.IsSignedBy(root) && host.IsSignedBy(root) && device.IsSignedBy(root)
            && device.PublicKey.Equals(DeviceKey.Public);
        return valid
            ? new PairedHost(hostId, host.Encoded, root.Encoded, device.Encoded, MakeEscrowBag())
            : null;
    }

    private static PairingCertificate? ReadCertificate(PlistDictionary record, string key) =>
        record.GetData(key) is ReadOnlyMemory<byte> pem ? PairingCertificate.Read(pem) : null;

    private static byte[] MakeEscrowBag()
    {
        byte[] bag = new byte[EscrowBagLength];
        RandomNumberGenerator.Fill(bag);
        return bag;
    }
}
