using System;
using System.IO;
using System.Text;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.Utilities.IO.Pem;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>
/// A certificate of a pair record. They have empty names, which strict readers of certificates refuse.
/// </summary>
internal sealed class PairingCertificate
{
    private const int KeyPosition = 6;

    private readonly byte[] _signedPart;
    private readonly DerObjectIdentifier _algorithm;
    private readonly byte[] _signature;

    private PairingCertificate(byte[] encoded)
    {
        Asn1Sequence certificate = Asn1Sequence.GetInstance(encoded);
        Asn1Sequence signedPart = Asn1Sequence.GetInstance(certificate[0]);
        _signedPart = signedPart.GetEncoded();
        _algorithm = AlgorithmIdentifier.GetInstance(certificate[1]).Algorithm;
        _signature = DerBitString.GetInstance(certificate[2]).GetOctets();

        // Version (optional), number, algorithm, issuer, validity, subject, key.
        int keyAt = signedPart[0] is Asn1TaggedObject ? KeyPosition : KeyPosition - 1;
        SubjectPublicKeyInfo key = SubjectPublicKeyInfo.GetInstance(signedPart[keyAt]);
        PublicKey = PublicKeyFactory.CreateKey(key) as RsaKeyParameters
            ?? throw new ArgumentException("The certificate's key is no RSA key.");
        Encoded = encoded;
    }

    /// <summary>The certificate (DER).</summary>
    public byte[] Encoded { get; }

    /// <summary>The key that the certificate is about.</summary>
    public RsaKeyParameters PublicKey { get; }

    /// <summary>Reads a certificate in PEM form; null when it is none.</summary>
    public static PairingCertificate? Read(ReadOnlyMemory<byte> pem)
    {
        try
        {
            using StringReader text = new(Encoding.ASCII.GetString(pem.ToArray()));
            using PemReader reader = new(text);
            return reader.ReadPemObject() is PemObject block ? new PairingCertificate(block.Content) : null;
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException or FormatException
            or InvalidCastException or IndexOutOfRangeException or GeneralSecurityException)
        {
            return null;
        }
    }

    /// <summary>Whether the owner of another certificate signed this one.</summary>
    public bool IsSignedBy(PairingCertificate issuer)
    {
        try
        {
            ISigner signer = SignerUtilities.GetSigner(_algorithm);
            signer.Init(forSigning: false, issuer.PublicKey);
            signer.BlockUpdate(_signedPart, 0, _signedPart.Length);
            return signer.VerifySignature(_signature);
        }
        catch (Exception e) when (e is GeneralSecurityException or CryptoException or ArgumentException)
        {
            return false;
        }
    }
}
