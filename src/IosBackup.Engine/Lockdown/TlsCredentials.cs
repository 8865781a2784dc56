using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.Security;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Both sides of TLS with a device: the client certificate that the device demands, and the public key that the device
/// has to prove possession of. Names, chains and dates say nothing here: both certificates come from the pairing.
/// </summary>
internal sealed partial class TlsCredentials : IDisposable
{
    private const string KeyName = "host";

    private readonly X509Certificate2 _hostCertificate;
    private readonly byte[] _devicePublicKey;

    /// <exception cref="EngineException"><see cref="ErrorKind.PairingRequired"/>: the record is unusable.</exception>
    public TlsCredentials(PairRecord record)
    {
        _devicePublicKey = Pem.ReadCertificate(record.DeviceCertificate, "The record's device certificate")
            .CertificateStructure.SubjectPublicKeyInfo.PublicKey.GetBytes();
        _hostCertificate = CreateHostCertificate(record);
    }

    /// <summary>Begins TLS on a pipe to the device.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PairingRequired"/>: the device refuses our certificate or is not the one that was paired.
    /// <see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public Task SecureAsync(DeviceStream stream, TimeSpan limit, CancellationToken cancellation) =>
        Deadline.RunAsync(
            limit, "The TLS handshake", token => stream.UpgradeAsync(AuthenticateAsync, token), cancellation);

    public void Dispose() => _hostCertificate.Dispose();

    /// <summary>
    /// Through PKCS#12, because Windows' TLS takes no key that exists in memory only. The password guards nothing: the
    /// container never leaves this method.
    /// </summary>
    private static X509Certificate2 CreateHostCertificate(PairRecord record)
    {
        Org.BouncyCastle.X509.X509Certificate certificate =
            Pem.ReadCertificate(record.HostCertificate, "The record's host certificate");
        AsymmetricKeyParameter key = Pem.ReadPrivateKey(record.HostPrivateKey, "The record's host key");
        Pkcs12Store store = new Pkcs12StoreBuilder()
            .SetKeyAlgorithm(PkcsObjectIdentifiers.PbeWithShaAnd3KeyTripleDesCbc)
            .SetCertAlgorithm(PkcsObjectIdentifiers.PbeWithShaAnd3KeyTripleDesCbc)
            .Build();
        store.SetKeyEntry(KeyName, new AsymmetricKeyEntry(key), [new X509CertificateEntry(certificate)]);
        string password = Guid.NewGuid().ToString("N");
        using MemoryStream container = new();
        store.Save(container, password.ToCharArray(), new SecureRandom());
        byte[] bytes = container.ToArray();
        try
        {
            return new X509Certificate2(bytes, password);
        }
        catch (CryptographicException e)
        {
            throw new EngineException(
                ErrorKind.PairingRequired, $"The record's host certificate and key are unusable: {e.Message}", e);
        }
        finally
        {
            Array.Clear(bytes, 0, bytes.Length);
            Array.Clear(container.GetBuffer(), 0, (int)container.Length);
        }
    }

    private async Task<Stream> AuthenticateAsync(Stream transport)
    {
        bool wrongKey = false;
        SslStream tls = new(
            transport,
            leaveInnerStreamOpen: false,
            (_, certificate, _, _) =>
            {
                wrongKey = certificate is null || !certificate.GetPublicKey().SequenceEqual(_devicePublicKey);
                return !wrongKey;
            },
            (_, _, _, _, _) => _hostCertificate);
        try
        {
            await tls.AuthenticateAsClientAsync(
                string.Empty, [_hostCertificate], Protocols, checkCertificateRevocation: false);
            return tls;
        }
        catch (AuthenticationException e)
        {
            tls.Dispose();
            throw new EngineException(
                ErrorKind.PairingRequired,
                wrongKey
                    ? "The device does not have the key that the pair record was made for."
                    : $"The device refused the TLS handshake: {e.Message}",
                e);
        }
        catch
        {
            tls.Dispose();
            throw;
        }
    }
}
