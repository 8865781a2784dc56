using System.Security.Authentication;

namespace IosBackup.Engine.Lockdown;

/// <content>Devices speak TLS 1.2 since iOS 5, newer ones 1.3 as well.</content>
internal sealed partial class TlsCredentials
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;
}
