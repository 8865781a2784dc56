using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IosBackup.Engine.Cryptography;
using Org.BouncyCastle.Asn1;

namespace IosBackup.VirtualDevice.Content.Keychain;

/// <summary>An item of a phone's keychain.</summary>
internal sealed record KeychainItem
{
    private const int Version = 3;
    private const int HeaderLength = 3 * sizeof(int);
    private const int WrappedLength = AesKeys.KeyLength + AesKeyWrap.Overhead;

    /// <summary><c>genp</c>, <c>inet</c>, <c>cert</c> or <c>keys</c>.</summary>
    public required string Table { get; init; }

    /// <summary>The number that apps refer to it by.</summary>
    public required long Row { get; init; }

    /// <summary>6 to 8; 9 to 11 are the same for this phone only.</summary>
    public required int ProtectionClass { get; init; }

    /// <summary>The item's own key, 32 bytes.</summary>
    public required byte[] Key { get; init; }

    /// <summary>What is known of it, the secret included: texts, numbers, bytes and times.</summary>
    public required IReadOnlyDictionary<string, object> Attributes { get; init; }

    /// <summary>What refers to it.</summary>
    public byte[] Reference()
    {
        byte[] reference = new byte[Table.Length + sizeof(long)];
        Encoding.ASCII.GetBytes(Table, 0, Table.Length, reference, 0);
        BinaryPrimitives.WriteInt64LittleEndian(reference.AsSpan(Table.Length), Row);
        return reference;
    }

    /// <summary>The item as a backup holds it.</summary>
    /// <param name="keys">The backup's class keys; null when only the phone is to open it.</param>
    /// <param name="deviceKey">The phone's own key.</param>
    public byte[] Seal(ClassKeys? keys, AesKeyWrap deviceKey)
    {
        byte[] plain = new DerSet(Attributes.Select(ToPair).ToArray<Asn1Encodable>()).GetDerEncoded();
        byte[] sealedItem = new byte[HeaderLength + WrappedLength + plain.Length + EmptyNonceGcm.TagLength];
        BinaryPrimitives.WriteInt32LittleEndian(sealedItem, Version);
        BinaryPrimitives.WriteInt32LittleEndian(sealedItem.AsSpan(sizeof(int)), ProtectionClass);
        BinaryPrimitives.WriteInt32LittleEndian(sealedItem.AsSpan(2 * sizeof(int)), WrappedLength);
        Span<byte> wrapped = sealedItem.AsSpan(HeaderLength, WrappedLength);
        if (keys?.Has(ProtectionClass) == true)
        {
            keys.Wrap(ProtectionClass, Key, wrapped);
        }
        else
        {
            deviceKey.Wrap(Key, wrapped);
        }

        Span<byte> content = sealedItem.AsSpan(HeaderLength + WrappedLength);
        EmptyNonceGcm.Encrypt(Key, plain, content.Slice(0, plain.Length), content.Slice(plain.Length));
        return sealedItem;
    }

    private static DerSequence ToPair(KeyValuePair<string, object> attribute) => new(
        new DerUtf8String(attribute.Key),
        attribute.Value switch
        {
            string text => new DerUtf8String(text),
            byte[] bytes => new DerOctetString(bytes),
            DateTimeOffset time => new DerGeneralizedTime(time.UtcDateTime),
            _ => DerInteger.ValueOf((long)attribute.Value),
        });
}
