using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using Org.BouncyCastle.Asn1;

namespace IosBackup.Engine.Records.Keychain;

/// <summary>The attributes of an open keychain item: a DER set of pairs, before iOS 12 a property list.</summary>
internal sealed class KeychainAttributes
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    private KeychainAttributes()
    {
    }

    /// <summary>Reads the attributes; null when the bytes are neither form.</summary>
    public static KeychainAttributes? TryParse(byte[] plain)
    {
        KeychainAttributes attributes = new();
        try
        {
            if (plain.AsSpan().StartsWith("bplist"u8))
            {
                foreach (KeyValuePair<string, PlistNode> entry in PropertyList.ParseDictionary(plain))
                {
                    attributes._values[entry.Key] = entry.Value;
                }
            }
            else
            {
                foreach (Asn1Encodable pair in Asn1Set.GetInstance(plain))
                {
                    attributes.Add(Asn1Sequence.GetInstance(pair));
                }
            }

            return attributes;
        }
        catch (Exception e) when (e is ArgumentException or InvalidCastException or System.IO.IOException
            or Asn1Exception or InvalidOperationException
            || e is EngineException { Kind: ErrorKind.PropertyListInvalid })
        {
            return null;
        }
    }

    /// <summary>An attribute as text; bytes count when they are UTF-8.</summary>
    public string? Text(string name) => Value(name) switch
    {
        IAsn1String text => text.GetString(),
        Asn1OctetString bytes => ToText(bytes.GetOctets()),
        PlistString text => text.Value,
        PlistData data => ToText(data.Value.ToArray()),
        DerInteger number => number.PositiveValue.ToString(),
        PlistInteger number => number.ToString(),
        _ => null,
    };

    /// <summary>An attribute as a number.</summary>
    public long? Number(string name) => Value(name) switch
    {
        DerInteger number => number.TryGetLongValueExact(out long value) ? value : null,
        PlistInteger number => number.Int64,
        PlistBoolean boolean => boolean.Value ? 1 : 0,
        _ => null,
    };

    /// <summary>An attribute as a point in time.</summary>
    public DateTimeOffset? Time(string name) => Value(name) switch
    {
        Asn1GeneralizedTime time => DateTimeOffset.TryParse(
            time.ToDateTime().ToString("o", CultureInfo.InvariantCulture),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTimeOffset value) ? value : null,
        PlistDate date => date.Value,
        _ => null,
    };

    /// <summary>Whether an attribute is bytes that are no text.</summary>
    public bool IsBinary(string name) => Bytes(name) is not null && Text(name) is null;

    /// <summary>An attribute as a secret: its text, else its bytes in Base64.</summary>
    public SecureString? Secret(string name)
    {
        string? text = Text(name)
            ?? (Bytes(name) is ReadOnlyMemory<byte> bytes ? Convert.ToBase64String(bytes.ToArray()) : null);
        if (text is null)
        {
            return null;
        }

        SecureString secret = new();
        foreach (char c in text)
        {
            secret.AppendChar(c);
        }

        secret.MakeReadOnly();
        return secret;
    }

    private ReadOnlyMemory<byte>? Bytes(string name) => Value(name) switch
    {
        Asn1OctetString bytes => bytes.GetOctets(),
        IAsn1String text => Encoding.UTF8.GetBytes(text.GetString()),
        PlistData data => data.Value,
        PlistString text => Encoding.UTF8.GetBytes(text.Value),
        _ => null,
    };

    private static string? ToText(byte[] bytes)
    {
        string text = Encoding.UTF8.GetString(bytes);
        return text.Any(static c => c is '\uFFFD' || (char.IsControl(c) && !char.IsWhiteSpace(c))) ? null : text;
    }

    private object? Value(string name) => _values.TryGetValue(name, out object? value) ? value : null;

    private void Add(Asn1Sequence pair)
    {
        if (pair.Count == 2 && pair[0] is IAsn1String name)
        {
            _values[name.GetString()] = pair[1].ToAsn1Object();
        }
    }
}
