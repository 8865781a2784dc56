using System;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>
/// The certificates with which a computer pairs. They take long to make, so all tests share them; virtual phones share
/// one key as well.
/// </summary>
internal sealed class PairingMaterial
{
    private static readonly Lazy<RSA> s_rootKey = new(static () => RSA.Create(2048));
    private static readonly Lazy<RSA> s_hostKey = new(static () => RSA.Create(2048));
    private static readonly ConcurrentDictionary<string, X509Certificate2[]> s_certificates = new();

    public PairingMaterial(byte[] devicePublicKeyPem)
    {
        X509Certificate2[] certificates = s_certificates.GetOrAdd(Encoding.ASCII.GetString(devicePublicKeyPem), Make);
        (Root, Host, Device) = (certificates[0], certificates[1], certificates[2]);
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

    private static X509Certificate2[] Make(string devicePublicKey)
    {
        X500DistinguishedName nobody = new("");
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using RSA deviceKey = RSA.Create();
        deviceKey.ImportFromPem(devicePublicKey);
        CertificateRequest request = new(nobody, s_rootKey.Value, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        X509Certificate2 root = request.CreateSelfSigned(now.AddMinutes(-10), now.AddYears(10));
        return [root, Issue(s_hostKey.Value).CopyWithPrivateKey(s_hostKey.Value), Issue(deviceKey)];

        X509Certificate2 Issue(RSA key)
        {
            CertificateRequest leaf = new(nobody, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            X509SignatureGenerator signer =
                X509SignatureGenerator.CreateForRSA(s_rootKey.Value, RSASignaturePadding.Pkcs1);
            return leaf.Create(root.SubjectName, signer, now.AddMinutes(-1), now.AddYears(9), [1]);
        }
    }

    private static byte[] Pem(X509Certificate2 certificate) =>
        Encoding.ASCII.GetBytes(certificate.ExportCertificatePem());
}
