using System;
using System.Security.Cryptography;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.X509.Extension;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// The certificates of a new pairing: a root of our own that signs a certificate for this computer and one for the
/// device's public key. Names are empty and the serial number is 1, as other hosts make them.
/// </summary>
internal sealed class PairingCertificates
{
    private const int KeySize = 2048;
    private const int ValidYears = 10;
    private const string SignatureAlgorithm = "SHA256WITHRSA";

    private static readonly X509Name s_emptyName = X509Name.GetInstance(new DerSequence());

    private PairingCertificates(
        AsymmetricCipherKeyPair root, AsymmetricCipherKeyPair host, RsaKeyParameters device, DateTime now)
    {
        RootCertificate = Pem.Write(Sign(root.Public, root.Private, isRoot: true, now));
        RootPrivateKey = Pem.Write(root.Private);
        HostCertificate = Pem.Write(Sign(host.Public, root.Private, isRoot: false, now));
        HostPrivateKey = Pem.Write(host.Private);
        DeviceCertificate = Pem.Write(Sign(device, root.Private, isRoot: false, now));
    }

    public byte[] RootCertificate { get; }

    public byte[] RootPrivateKey { get; }

    public byte[] HostCertificate { get; }

    public byte[] HostPrivateKey { get; }

    public byte[] DeviceCertificate { get; }

    /// <param name="devicePublicKey">The device's <c>DevicePublicKey</c>: PEM of PKCS#1 or SPKI.</param>
    public static PairingCertificates Create(ReadOnlyMemory<byte> devicePublicKey) => new(
        CreateKey(), CreateKey(), Pem.ReadPublicKey(devicePublicKey, "The device's public key"), DateTime.UtcNow);

    private static AsymmetricCipherKeyPair CreateKey()
    {
        using RSA rsa = RSA.Create(KeySize);
        return DotNetUtilities.GetRsaKeyPair(rsa.ExportParameters(includePrivateParameters: true));
    }

    private static X509Certificate Sign(
        AsymmetricKeyParameter subject, AsymmetricKeyParameter issuer, bool isRoot, DateTime now)
    {
        X509V3CertificateGenerator generator = new();
        generator.SetIssuerDN(s_emptyName);
        generator.SetSubjectDN(s_emptyName);
        generator.SetSerialNumber(BigInteger.One);
        generator.SetPublicKey(subject);

        // The clocks of computer and device may differ a little.
        generator.SetNotBefore(now.AddMinutes(-1));
        generator.SetNotAfter(now.AddYears(ValidYears));
        generator.AddExtension(X509Extensions.BasicConstraints, critical: true, new BasicConstraints(isRoot));
        if (!isRoot)
        {
            generator.AddExtension(
                X509Extensions.SubjectKeyIdentifier,
                critical: false,
                X509ExtensionUtilities.CreateSubjectKeyIdentifier(subject));
            generator.AddExtension(
                X509Extensions.KeyUsage,
                critical: true,
                new KeyUsage(KeyUsage.DigitalSignature | KeyUsage.KeyEncipherment));
        }

        return generator.Generate(new Asn1SignatureFactory(SignatureAlgorithm, issuer));
    }
}
