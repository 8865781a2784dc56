using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// The certificates of a new pairing: a root of our own that signs a certificate for this computer and one for the
/// device's public key. Names are empty and the serial number is 1, as other hosts make them.
/// </summary>
internal sealed class PairingCertificates
{
    private const int KeySize = 2048;
    private const int ValidYears = 10;

    private static readonly byte[] s_serialNumber = [1];

    // An empty sequence: the name without parts.
    private static readonly X500DistinguishedName s_emptyName = new([0x30, 0x00]);

    private PairingCertificates(RSA root, RSA host, RSA device)
    {
        // The clocks of computer and device may differ a little.
        DateTimeOffset from = DateTimeOffset.UtcNow.AddMinutes(-1);
        X509SignatureGenerator signer = X509SignatureGenerator.CreateForRSA(root, RSASignaturePadding.Pkcs1);
        RootCertificate = Sign(root, isRoot: true, signer, from);
        RootPrivateKey = Pem.Write(root);
        HostCertificate = Sign(host, isRoot: false, signer, from);
        HostPrivateKey = Pem.Write(host);
        DeviceCertificate = Sign(device, isRoot: false, signer, from);
    }

    public byte[] RootCertificate { get; }

    public byte[] RootPrivateKey { get; }

    public byte[] HostCertificate { get; }

    public byte[] HostPrivateKey { get; }

    public byte[] DeviceCertificate { get; }

    /// <param name="devicePublicKey">The device's <c>DevicePublicKey</c>: PEM of PKCS#1 or SPKI.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>: it is no RSA key.</exception>
    public static PairingCertificates Create(ReadOnlyMemory<byte> devicePublicKey)
    {
        using RSA device = Pem.ReadPublicKey(devicePublicKey, "The device's public key");
        using RSA root = RsaKeys.Generate(KeySize);
        using RSA host = RsaKeys.Generate(KeySize);
        return new PairingCertificates(root, host, device);
    }

    private static byte[] Sign(RSA subject, bool isRoot, X509SignatureGenerator signer, DateTimeOffset from)
    {
        CertificateRequest request = new(s_emptyName, subject, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isRoot, false, 0, critical: true));
        if (!isRoot)
        {
            request.CertificateExtensions.Add(
                new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(
                X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        }

        using X509Certificate2 certificate = request.Create(
            s_emptyName, signer, from, from.AddYears(ValidYears), s_serialNumber);
        return Pem.Write(certificate);
    }
}
