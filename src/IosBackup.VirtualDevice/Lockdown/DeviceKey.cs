using System;
using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.X509;
using Org.BouncyCastle.Security;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>
/// The RSA key of virtual phones. Making one takes long, so all phones of a process share it: clients never compare the
/// keys of two phones.
/// </summary>
internal static class DeviceKey
{
    private const int Bits = 2048;

    private static readonly Lazy<RSA> s_key = new(Make);
    private static readonly Lazy<byte[]> s_publicPem = new(WritePublicPem);

    /// <summary>The private key.</summary>
    public static RSA Private => s_key.Value;

    /// <summary>The public key as lockdown's <c>DevicePublicKey</c> has it: PKCS#1 in PEM.</summary>
    public static byte[] PublicPem => s_publicPem.Value;

    /// <summary>The public key.</summary>
    public static RsaKeyParameters Public => DotNetUtilities.GetRsaPublicKey(Private.ExportParameters(false));

    private static RSA Make()
    {
        RSA key = RSA.Create();
        key.KeySize = Bits;
        return key;
    }

    private static byte[] WritePublicPem()
    {
        const int LineLength = 64;
        byte[] der = SubjectPublicKeyInfoFactory.CreateSubjectPublicKeyInfo(Public).PublicKey.GetBytes();
        string base64 = Convert.ToBase64String(der);
        StringBuilder pem = new("-----BEGIN RSA PUBLIC KEY-----\n");
        for (int at = 0; at < base64.Length; at += LineLength)
        {
            pem.Append(base64, at, Math.Min(LineLength, base64.Length - at)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(pem.Append("-----END RSA PUBLIC KEY-----\n").ToString());
    }
}
