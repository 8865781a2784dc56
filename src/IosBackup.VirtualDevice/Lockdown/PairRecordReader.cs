using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.PropertyLists;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Security.Certificates;
using Org.BouncyCastle.X509;

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
        try
        {
            X509Certificate root = ReadCertificate(record, "RootCertificate");
            X509Certificate host = ReadCertificate(record, "HostCertificate");
            X509Certificate device = ReadCertificate(record, "DeviceCertificate");
            root.Verify(root.GetPublicKey());
            host.Verify(root.GetPublicKey());
            device.Verify(root.GetPublicKey());
            return DeviceKey.Matches(device.GetPublicKey())
                ? new PairedHost(hostId, host.GetEncoded(), root.GetEncoded(), device.GetEncoded(), MakeEscrowBag())
                : null;
        }
        catch (Exception e) when (e is GeneralSecurityException or IOException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static X509Certificate ReadCertificate(PlistDictionary record, string key)
    {
        if (record.GetData(key) is not ReadOnlyMemory<byte> pem)
        {
            throw new CertificateException($"{key} is missing.");
        }

        string text = Encoding.ASCII.GetString(pem.ToArray()).TrimEnd('\0');
        return new X509CertificateParser().ReadCertificate(Encoding.ASCII.GetBytes(text))
            ?? throw new CertificateException($"{key} is not a certificate.");
    }

    private static byte[] MakeEscrowBag()
    {
        byte[] bag = new byte[EscrowBagLength];
        using RandomNumberGenerator generator = RandomNumberGenerator.Create();
        generator.GetBytes(bag);
        return bag;
    }
}
