using System;
using System.Diagnostics;
using System.Formats.Asn1;
using System.Linq;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Tests.Peers;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class PairingCertificatesTests
{
    [Fact]
    public void Host_and_device_certificates_are_signed_by_the_root()
    {
        // They were made when the first test of this process wanted them.
        PairingCertificates made = ScriptedPhone.Certificates;
        DateTime began = Process.GetCurrentProcess().StartTime;
        using X509Certificate2 root = Read(made.RootCertificate);
        foreach (byte[] pem in new[] { made.HostCertificate, made.DeviceCertificate })
        {
            using X509Certificate2 certificate = Read(pem);
            AssertSigned(certificate, root);
            Assert.Equal("01", certificate.SerialNumber);
            Assert.Empty(certificate.Subject);
            Assert.Empty(certificate.Issuer);
            Assert.Equal("1.2.840.113549.1.1.11", certificate.SignatureAlgorithm.Value);
            Assert.InRange(certificate.NotBefore, began.AddMinutes(-10), DateTime.Now);
            Assert.Equal(certificate.NotBefore.AddYears(10), certificate.NotAfter);
            X509BasicConstraintsExtension constraints =
                certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single();
            Assert.True(constraints.Critical);
            Assert.False(constraints.CertificateAuthority);
            X509KeyUsageExtension usage = certificate.Extensions.OfType<X509KeyUsageExtension>().Single();
            Assert.True(usage.Critical);
            Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, usage.KeyUsages);
        }

        Assert.True(root.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
    }

    [Fact]
    public void Private_keys_belong_to_their_certificates()
    {
        PairingCertificates made = ScriptedPhone.Certificates;

        AssertPair(made.RootCertificate, made.RootPrivateKey);
        AssertPair(made.HostCertificate, made.HostPrivateKey);
        Assert.NotEqual(made.RootPrivateKey, made.HostPrivateKey);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_device_certificate_holds_the_device_key_in_whichever_form_it_came(bool pkcs1)
    {
        using RSA key = RSA.Create(2048);
        string pem = pkcs1 ? key.ExportRSAPublicKeyPem() : key.ExportSubjectPublicKeyInfoPem();

        PairingCertificates made = PairingCertificates.Create(Encoding.ASCII.GetBytes(pem + "\n\0"));

        using X509Certificate2 certificate = Read(made.DeviceCertificate);
        Assert.Equal(key.ExportRSAPublicKey(), certificate.GetPublicKey());
    }

    [Fact]
    public void What_is_no_RSA_public_key_is_refused()
    {
        using RSA rsa = RSA.Create(2048);
        using ECDsa elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] keys =
        [
            "", "hello", "-----BEGIN RSA PUBLIC KEY-----\n!!!\n-----END RSA PUBLIC KEY-----",
            "-----BEGIN RSA PUBLIC KEY-----\nMAA=\n-----END RSA PUBLIC KEY-----",
            "-----BEGIN RSA PUBLIC KEY-----\n",
            elliptic.ExportSubjectPublicKeyInfoPem(), rsa.ExportRSAPrivateKeyPem(),
            rsa.ExportRSAPublicKeyPem()[..100],
        ];

        foreach (string key in keys)
        {
            EngineException refused = Assert.Throws<EngineException>(
                () => PairingCertificates.Create(Encoding.ASCII.GetBytes(key)));
            Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
        }
    }

    /// <summary>Not by a chain: with empty names each certificate looks like its own issuer.</summary>
    private static void AssertSigned(X509Certificate2 certificate, X509Certificate2 root)
    {
        AsnReader parts = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence();
        ReadOnlyMemory<byte> signed = parts.ReadEncodedValue();
        parts.ReadEncodedValue();
        using RSA key = root.GetRSAPublicKey()!;
        Assert.True(key.VerifyData(
            signed.Span, parts.ReadBitString(out _), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private static X509Certificate2 Read(byte[] pem) => X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));

    private static void AssertPair(byte[] certificate, byte[] key)
    {
        using X509Certificate2 pair = X509Certificate2.CreateFromPem(
            Encoding.ASCII.GetString(certificate), Encoding.ASCII.GetString(key));
        Assert.True(pair.HasPrivateKey);
    }
}
