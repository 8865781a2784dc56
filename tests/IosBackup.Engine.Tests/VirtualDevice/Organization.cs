using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>The owner of supervised phones: a certificate, and the key to sign challenges with.</summary>
internal sealed class Organization : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public Organization()
    {
        CertificateRequest request = new("CN=Example", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(DateTimeOffset.Now.AddDays(-1), DateTimeOffset.Now.AddYears(1));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>CMS with embedded content.</summary>
    public byte[] Sign(byte[] content)
    {
        CmsSignedDataGenerator generator = new();
        generator.AddSigner(
            DotNetUtilities.GetRsaKeyPair(_key).Private,
            DotNetUtilities.FromX509Certificate(Certificate),
            CmsSignedGenerator.DigestSha256);
        return generator.Generate(new CmsProcessableByteArray(content), encapsulate: true).GetEncoded();
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }
}
