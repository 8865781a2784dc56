using System;
using System.Security.Cryptography.X509Certificates;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// What makes this computer trusted by one device: certificates, private keys and the escrow bag. It is a secret as a
/// whole, opens the device's data, and is never printed. Keys that are not known here are kept.
/// </summary>
public sealed class PairRecord
{
    private const string HostIdKey = "HostID";
    private const string SystemBuidKey = "SystemBUID";
    private const string HostCertificateKey = "HostCertificate";
    private const string HostPrivateKeyKey = "HostPrivateKey";
    private const string RootCertificateKey = "RootCertificate";
    private const string RootPrivateKeyKey = "RootPrivateKey";
    private const string DeviceCertificateKey = "DeviceCertificate";
    private const string EscrowBagKey = "EscrowBag";
    private const string WifiAddressKey = "WiFiMACAddress";

    private readonly PlistDictionary _values;

    private PairRecord(PlistDictionary values)
    {
        _values = values;
        HostId = Required(values.GetString(HostIdKey), HostIdKey);
        SystemBuid = Required(values.GetString(SystemBuidKey), SystemBuidKey);
    }

    /// <summary>The device's name for this computer's pairing.</summary>
    public string HostId { get; }

    /// <summary>This computer's name for itself.</summary>
    public string SystemBuid { get; }

    /// <summary>The device's Wi-Fi address, when it was known at pairing.</summary>
    public string? WifiAddress => _values.GetString(WifiAddressKey);

    /// <summary>When the pairing was made, or null when the host certificate cannot be read.</summary>
    public DateTimeOffset? CreatedAt
    {
        get
        {
            try
            {
                using X509Certificate2 certificate = Pem.ReadCertificate(HostCertificate, HostCertificateKey);
                return certificate.NotBefore;
            }
            catch (EngineException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// Whether the record holds the escrow bag, without which services cannot reach data while the screen is locked.
    /// </summary>
    public bool HasEscrowBag => EscrowBag is { Length: > 0 };

    internal ReadOnlyMemory<byte>? EscrowBag => _values.GetData(EscrowBagKey);

    internal ReadOnlyMemory<byte> HostCertificate => RequiredData(HostCertificateKey);

    internal ReadOnlyMemory<byte> HostPrivateKey => RequiredData(HostPrivateKeyKey);

    internal ReadOnlyMemory<byte> DeviceCertificate => RequiredData(DeviceCertificateKey);

    /// <summary>Reads a record in either form of property list.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PairingRequired"/>: the bytes are no usable pair record.
    /// </exception>
    public static PairRecord Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new PairRecord(PropertyList.ParseDictionary(bytes));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            throw new EngineException(ErrorKind.PairingRequired, "The pair record is no property list.", e);
        }
    }

    /// <inheritdoc/>
    public override string ToString() => "pair record";

    /// <summary>Makes the record of a new pairing; the escrow bag comes with the device's consent.</summary>
    internal static PairRecord Create(
        PairingCertificates certificates, string hostId, string systemBuid, string? wifiAddress)
    {
        PlistDictionary values = new()
        {
            [DeviceCertificateKey] = certificates.DeviceCertificate,
            [HostCertificateKey] = certificates.HostCertificate,
            [HostIdKey] = hostId,
            [HostPrivateKeyKey] = certificates.HostPrivateKey,
            [RootCertificateKey] = certificates.RootCertificate,
            [RootPrivateKeyKey] = certificates.RootPrivateKey,
            [SystemBuidKey] = systemBuid,
        };
        if (wifiAddress is not null)
        {
            values[WifiAddressKey] = wifiAddress;
        }

        return new PairRecord(values);
    }

    /// <summary>The same record with another escrow bag.</summary>
    internal PairRecord WithEscrowBag(ReadOnlyMemory<byte> bag)
    {
        PlistDictionary values = Copy();
        values[EscrowBagKey] = new PlistData(bag);
        return new PairRecord(values);
    }

    /// <summary>What the device is shown of the record: the certificates, never a private key.</summary>
    internal PlistDictionary PublicPart()
    {
        PlistDictionary part = [];
        string[] keys = [DeviceCertificateKey, HostCertificateKey, RootCertificateKey, HostIdKey, SystemBuidKey];
        foreach (string key in keys)
        {
            part[key] = _values[key];
        }

        return part;
    }

    /// <summary>The form in which services and the private store keep it.</summary>
    internal byte[] ToBytes() => PropertyList.ToXml(_values);

    private static T Required<T>(T? value, string key)
        where T : class => value ?? throw Incomplete(key);

    private static EngineException Incomplete(string key) =>
        new(ErrorKind.PairingRequired, $"The pair record has no {key}.");

    private ReadOnlyMemory<byte> RequiredData(string key) => _values.GetData(key) ?? throw Incomplete(key);

    private PlistDictionary Copy()
    {
        PlistDictionary copy = [];
        foreach ((string key, PlistNode value) in _values)
        {
            copy[key] = value;
        }

        return copy;
    }
}
