using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Security;
using Org.BouncyCastle.X509;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>
/// How a supervised phone recognizes its organization: it sends random bytes and wants them back signed (CMS with
/// embedded content) with the organization's key.
/// </summary>
internal sealed class SupervisionChallenge
{
    private const int Length = 32;

    public SupervisionChallenge()
    {
        RandomNumberGenerator.Fill(Bytes);
    }

    /// <summary>What has to be signed.</summary>
    public byte[] Bytes { get; } = new byte[Length];

    /// <summary>Whether an answer is this challenge, signed by the owner of a certificate (DER).</summary>
    public bool IsAnsweredBy(byte[] response, byte[] supervisorCertificate)
    {
        try
        {
            CmsSignedData signed = new(response);
            X509Certificate certificate = new(supervisorCertificate);
            using MemoryStream content = new();
            signed.SignedContent?.Write(content);
            IEnumerable<SignerInformation> signers = signed.GetSignerInfos();
            return content.ToArray().AsSpan().SequenceEqual(Bytes)
                && signers.Any(signer => signer.Verify(certificate.GetPublicKey()));
        }
        catch (Exception e) when (e is CmsException or GeneralSecurityException or IOException or ArgumentException)
        {
            return false;
        }
    }
}
