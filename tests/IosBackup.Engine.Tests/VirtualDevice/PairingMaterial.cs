using System;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>The certificates with which a computer pairs. Keys take long to make, so all tests share them.</summary>
internal sealed class PairingMaterial
{
    private static readonly Lazy<RSA> s_rootKey = new(static () => RSA.Create(2048));
    private static readonly Lazy<RSA> s_hostKey = new(static () => RSA.Create(2048));

    public PairingMaterial(byte[] devicePublicKeyPem)
    {
        X500DistinguishedName nobody = new("");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using RSA deviceKey = RSA.Create();
        deviceKey.ImportFromPem(Encoding.ASCII.GetString(devicePublicKeyPem));
        CertificateRequest root = new(nobody, s_rootKey.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        Root = root.CreateSelfSigned(now.AddMinutes(-10), now.AddYears(10));
        Host = Issue(nobody, s_hostKey.Value, now).CopyWithPrivateKey(s_hostKey.Value);
        Device = Issue(nobody, deviceKey, now);
    }

    public string HostId { get; } = Guid.NewGuid().ToString().ToUpperInvariant();

    public X509Certificate2 Root { get; }

    public X509Certificate2 Host { get; }

    public X509Certificate2 Device { get; set; }

    public PlistDictionary ToRecord() => new()
    {
        ["HostID"] = HostId,
        ["SystemBUID"] = "11111111-2222-3333-4444-555555555555",
        ["RootCertificate"] = Pem(Root),
        ["HostCertificate"] = Pem(Host),
        ["DeviceCertificate"] = Pem(Device),
    };

    private X509Certificate2 Issue(X500DistinguishedName nobody, RSA key, DateTimeOffset now)
    {
        CertificateRequest request = new(nobody, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        X509SignatureGenerator generator =
            X509SignatureGenerator.CreateForRSA(s_rootKey.Value, RSASignaturePadding.Pkcs1);
        return request.Create(Root.SubjectName, generator, now.AddMinutes(-1), now.AddYears(9), [1]);
    }

    private static byte[] Pem(X509Certificate2 certificate) =>
        Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
}
