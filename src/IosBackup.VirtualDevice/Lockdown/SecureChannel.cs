using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Faults;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>The phone's side of TLS: the server, which wants the certificate of a computer that it trusts.</summary>
internal static class SecureChannel
{
    private static readonly TimeSpan s_backdating = TimeSpan.FromDays(1);

    /// <summary>SHA-256, SHA-384 and SHA-512 with RSA. Platforms refuse to present certificates signed with SHA-1.</summary>
    private static readonly string[] s_acceptedSignatures =
        ["1.2.840.113549.1.1.11", "1.2.840.113549.1.1.12", "1.2.840.113549.1.1.13"];

    /// <summary>Makes a TLS connection of a plain one.</summary>
    /// <exception cref="AuthenticationException">The client showed no certificate of the pairing.</exception>
    public static async Task<Stream> AcceptAsync(Stream plain, PairedHost host, PhoneFaults faults)
    {
        if (faults.DropTlsHandshake)
        {
            plain.Dispose();
            throw new IOException("The phone drops TLS handshakes.");
        }

        using X509Certificate2 certificate = MakeServerCertificate(host);
        CoalescingStream records = new(plain);
        SslStream secure = new(records, leaveInnerStreamOpen: false, (_, presented, _, _) => IsKnown(presented, host));
        try
        {
            await secure.AuthenticateAsServerAsync(
                certificate, clientCertificateRequired: true, faults.TlsProtocols, checkCertificateRevocation: false);
            records.IsEnabled = true;
            return secure;
        }
        catch
        {
            secure.Dispose();
            throw;
        }
    }

    private static bool IsKnown(X509Certificate? presented, PairedHost host)
    {
        byte[]? bytes = presented?.GetRawCertData();
        return bytes is not null
            && (bytes.AsSpan().SequenceEqual(host.HostCertificate) || bytes.AsSpan().SequenceEqual(host.RootCertificate));
    }

    /// <summary>
    /// The certificate that the computer made for the phone, or one of the phone's own over the same key where the
    /// platform would refuse it.
    /// </summary>
    private static X509Certificate2 MakeServerCertificate(PairedHost host)
    {
        using X509Certificate2 given = new(host.DeviceCertificate);
        if (s_acceptedSignatures.Contains(given.SignatureAlgorithm.Value))
        {
            return ForServer(given.CopyWithPrivateKey(DeviceKey.Private));
        }

        CertificateRequest request = new(
            "CN=Virtual iPhone", DeviceKey.Private, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        return ForServer(request.CreateSelfSigned(now - s_backdating, now.AddYears(1)));
    }

    /// <summary>Windows cannot serve with a key that exists in memory only; a PKCS#12 copy brings its own.</summary>
    private static X509Certificate2 ForServer(X509Certificate2 certificate)
    {
        if (Environment.OSVersion.Platform != PlatformID.Win32NT)
        {
            return certificate;
        }

        using (certificate)
        {
            return new X509Certificate2(certificate.Export(X509ContentType.Pfx));
        }
    }
}
