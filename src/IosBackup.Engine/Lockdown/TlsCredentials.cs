using System;
using System.IO;
using System.Linq;
using System.Net.Security;
using System.Runtime.InteropServices;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Both sides of TLS with a device: the client certificate that the device demands, and the public key that the device
/// has to prove possession of. Names, chains and dates say nothing here: both certificates come from the pairing.
/// </summary>
internal sealed partial class TlsCredentials : IDisposable
{
    private readonly X509Certificate2 _hostCertificate;
    private readonly byte[] _devicePublicKey;

    /// <exception cref="EngineException"><see cref="ErrorKind.PairingRequired"/>: the record is unusable.</exception>
    public TlsCredentials(PairRecord record)
    {
        using X509Certificate2 device =
            Pem.ReadCertificate(record.DeviceCertificate, "The record's device certificate");
        _devicePublicKey = device.GetPublicKey();
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
    /// Windows' TLS takes no key that exists in memory only, so there it goes through PKCS#12, whose keys live in a
    /// file as long as the certificate does. The password guards nothing: the container never leaves this method.
    /// </summary>
    private static X509Certificate2 CreateHostCertificate(PairRecord record)
    {
        using X509Certificate2 certificate =
            Pem.ReadCertificate(record.HostCertificate, "The record's host certificate");
        using RSA key = Pem.ReadPrivateKey(record.HostPrivateKey, "The record's host key");
        try
        {
            X509Certificate2 withKey = certificate.CopyWithPrivateKey(key);
            if (!RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
            {
                return withKey;
            }

            using (withKey)
            {
                string password = Guid.NewGuid().ToString("N");
                byte[] container = withKey.Export(X509ContentType.Pkcs12, password);
                X509Certificate2 reloaded = new(container, password);
                Array.Clear(container, 0, container.Length);
                return reloaded;
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new EngineException(
                ErrorKind.PairingRequired, $"The record's host certificate and key are unusable: {e.Message}", e);
        }
    }

    private async Task<Stream> AuthenticateAsync(Stream transport)
    {
        bool wrongKey = false;
        SslStream tls = new(
            new ReadAheadStream(transport),
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
