using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Operators;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Pkcs;
using Org.BouncyCastle.X509;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// The certificate and key of the organization that supervises a device (exported from Apple Configurator or a device
/// management service). With it a device pairs without anybody touching it.
/// </summary>
public sealed class SupervisionIdentity
{
    private readonly X509Certificate _certificate;
    private readonly AsymmetricKeyParameter _key;

    private SupervisionIdentity(X509Certificate certificate, AsymmetricKeyParameter key)
    {
        _certificate = certificate;
        _key = key;
    }

    /// <summary>The certificate in DER form, which is what a device is shown first.</summary>
    internal byte[] Certificate => _certificate.GetEncoded();

    /// <summary>Reads a PKCS#12 container (.p12, .pfx).</summary>
    /// <param name="container">The file's bytes.</param>
    /// <param name="password">Its password, empty for none. The caller clears it.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: the password is wrong, or there is no certificate with a private key.
    /// </exception>
    public static SupervisionIdentity FromPkcs12(byte[] container, char[] password)
    {
        try
        {
            Pkcs12Store store = new Pkcs12StoreBuilder().Build();
            using MemoryStream input = new(container, writable: false);
            store.Load(input, password);
            IEnumerable<string> names = store.Aliases.Where(store.IsKeyEntry);
            string name = names.FirstOrDefault() ?? throw Unusable("it holds no private key", null);
            X509CertificateEntry certificate = store.GetCertificate(name)
                ?? throw Unusable("its private key has no certificate", null);
            return new SupervisionIdentity(certificate.Certificate, store.GetKey(name).Key);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            throw Unusable(e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "supervision identity";

    /// <summary>Signs a device's challenge as CMS with the challenge inside.</summary>
    internal byte[] Sign(byte[] challenge)
    {
        string algorithm = _key is ECKeyParameters ? "SHA256WITHECDSA" : "SHA256WITHRSA";
        CmsSignedDataGenerator generator = new();
        generator.AddSignerInfoGenerator(
            new SignerInfoGeneratorBuilder().Build(new Asn1SignatureFactory(algorithm, _key), _certificate));
        generator.AddCertificate(_certificate);
        return generator.Generate(new CmsProcessableByteArray(challenge), encapsulate: true).GetEncoded();
    }

    private static EngineException Unusable(string why, Exception? cause) =>
        new(ErrorKind.InvalidArgument, $"The supervision identity is unusable: {why}.", cause);
}
