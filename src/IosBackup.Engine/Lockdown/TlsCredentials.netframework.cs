using System.Security.Authentication;

namespace IosBackup.Engine.Lockdown;

/// <content>.NET Framework knows TLS 1.3 only on the newest Windows, and every device takes 1.2.</content>
internal sealed partial class TlsCredentials
{
    private const SslProtocols Protocols = SslProtocols.Tls12;
}
