using System;
using System.IO;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using IosBackup.Engine.Errors;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using KeyReader = Org.BouncyCastle.OpenSsl.PemReader;
using KeyWriter = Org.BouncyCastle.OpenSsl.PemWriter;
using PemObject = Org.BouncyCastle.Utilities.IO.Pem.PemObject;
using PemReader = Org.BouncyCastle.Utilities.IO.Pem.PemReader;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Reads and writes the PEM texts that pair records and devices hold certificates and keys in. Certificates are left to
/// the platform, because BouncyCastle takes none with empty names.
/// </summary>
internal static class Pem
{
    private const string CertificateType = "CERTIFICATE";

    /// <exception cref="EngineException"><see cref="ErrorKind.PairingRequired"/>.</exception>
    public static X509Certificate2 ReadCertificate(ReadOnlyMemory<byte> pem, string what) => Read(
        pem,
        ErrorKind.PairingRequired,
        what,
        static text =>
        {
            using PemReader reader = new(text);
            PemObject? read = reader.ReadPemObject();
            return read?.Type == CertificateType ? new X509Certificate2(read.Content) : null;
        });

    /// <summary>Reads an RSA private key in PKCS#1 or PKCS#8 form.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PairingRequired"/>.</exception>
    public static RSA ReadPrivateKey(ReadOnlyMemory<byte> pem, string what) => Read(
        pem,
        ErrorKind.PairingRequired,
        what,
        static text =>
        {
            using KeyReader reader = new(text);
            object? read = reader.ReadObject();
            object? key = read is AsymmetricCipherKeyPair pair ? pair.Private : read;
            return key is RsaPrivateCrtKeyParameters rsa ? RsaKeys.Import(DotNetUtilities.ToRSAParameters(rsa)) : null;
        });

    /// <summary>Reads the RSA public key that a device shows, in PKCS#1 or SPKI form.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>.</exception>
    public static RSA ReadPublicKey(ReadOnlyMemory<byte> pem, string what) => Read(
        pem,
        ErrorKind.ProtocolViolation,
        what,
        static text =>
        {
            using KeyReader reader = new(text);
            return reader.ReadObject() is RsaKeyParameters { IsPrivate: false } key
                ? RsaKeys.Import(DotNetUtilities.ToRSAParameters(key))
                : null;
        });

    public static byte[] Write(X509Certificate2 certificate) =>
        Write(new PemObject(CertificateType, certificate.RawData));

    /// <summary>Writes a private key in PKCS#1 form, which everybody's readers take.</summary>
    public static byte[] Write(RSA privateKey) =>
        Write(DotNetUtilities.GetRsaKeyPair(privateKey.ExportParameters(includePrivateParameters: true)).Private);

    private static byte[] Write(object content)
    {
        using StringWriter text = new() { NewLine = "\n" };
        using KeyWriter writer = new(text);
        writer.WriteObject(content);
        writer.Writer.Flush();
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static T Read<T>(ReadOnlyMemory<byte> pem, ErrorKind kind, string what, Func<TextReader, T?> read)
        where T : class
    {
        Exception? cause = null;
        try
        {
            using StringReader text = new(Encoding.ASCII.GetString(pem.ToArray()));
            if (read(text) is T found)
            {
                return found;
            }
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException
            or FormatException or GeneralSecurityException or CryptographicException or ArithmeticException)
        {
            cause = e;
        }

        // The cause's message may quote key material, so it stays out.
        throw new EngineException(kind, $"{what} cannot be read ({cause?.GetType().Name ?? "another kind of PEM"}).");
    }
}
