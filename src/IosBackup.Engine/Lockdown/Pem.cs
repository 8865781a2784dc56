using System;
using System.IO;
using System.Text;
using IosBackup.Engine.Errors;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace IosBackup.Engine.Lockdown;

/// <summary>Reads and writes the PEM texts that pair records and devices hold certificates and keys in.</summary>
internal static class Pem
{
    /// <exception cref="EngineException"><see cref="ErrorKind.PairingRequired"/>.</exception>
    public static X509Certificate ReadCertificate(ReadOnlyMemory<byte> pem, string what) =>
        Read(pem, ErrorKind.PairingRequired, what) as X509Certificate
            ?? throw Unusable(ErrorKind.PairingRequired, what, null);

    /// <summary>Reads an RSA private key in PKCS#1 or PKCS#8 form.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PairingRequired"/>.</exception>
    public static RsaPrivateCrtKeyParameters ReadPrivateKey(ReadOnlyMemory<byte> pem, string what)
    {
        object? read = Read(pem, ErrorKind.PairingRequired, what);
        object? key = read is AsymmetricCipherKeyPair pair ? pair.Private : read;
        return key as RsaPrivateCrtKeyParameters ?? throw Unusable(ErrorKind.PairingRequired, what, null);
    }

    /// <summary>Reads the RSA public key that a device shows, in PKCS#1 or SPKI form.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>.</exception>
    public static RsaKeyParameters ReadPublicKey(ReadOnlyMemory<byte> pem, string what) =>
        Read(pem, ErrorKind.ProtocolViolation, what) is RsaKeyParameters { IsPrivate: false } key
            ? key
            : throw Unusable(ErrorKind.ProtocolViolation, what, null);

    /// <summary>Writes a certificate, or a private key in PKCS#1 form, which everybody's readers take.</summary>
    public static byte[] Write(object certificateOrKey)
    {
        using StringWriter text = new() { NewLine = "\n" };
        using PemWriter writer = new(text);
        writer.WriteObject(certificateOrKey);
        writer.Writer.Flush();
        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static object? Read(ReadOnlyMemory<byte> pem, ErrorKind kind, string what)
    {
        try
        {
            using StringReader text = new(Encoding.ASCII.GetString(pem.ToArray()));
            using PemReader reader = new(text);
            return reader.ReadObject();
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException
            or FormatException or GeneralSecurityException or ArithmeticException)
        {
            throw Unusable(kind, what, e);
        }
    }

    /// <summary>The cause's message may quote key material, so it stays out.</summary>
    private static EngineException Unusable(ErrorKind kind, string what, Exception? cause) =>
        new(kind, $"{what} cannot be read ({cause?.GetType().Name ?? "wrong kind of PEM"}).");
}
