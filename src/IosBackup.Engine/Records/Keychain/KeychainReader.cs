using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Keychain;

/// <summary>
/// Reads the names of what the keychain holds. Only encrypted backups have a keychain that opens away from the phone,
/// and of it only the items that may move to another phone.
/// </summary>
public sealed class KeychainReader : PlistReader<IosKeychainItem, KeychainQuery>
{
    private const int ClassAt = 4;
    private const int KeyLengthAt = 8;
    private const int KeyAt = 12;
    private const int WrappedLength = 40;
    private const int ClassMask = 0x0F;
    private const int OldestReadable = 2;

    private static readonly (string Table, string Kind)[] s_tables =
    [
        ("genp", "GenericPassword"), ("inet", "InternetPassword"), ("cert", "Certificate"), ("keys", "Key"),
    ];

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Keychain",
        Places = [new StorePlace("KeychainDomain", "keychain-backup.plist")],
    };

    private protected override IEnumerable<IosKeychainItem> ReadFile(
        RecordSource source, BackupFile file, PlistNode content, KeychainQuery query)
    {
        long locked = 0;
        foreach ((string table, string kind) in s_tables)
        {
            IEnumerable<PlistDictionary> items =
                (content as PlistDictionary)?.GetArray(table)?.OfType<PlistDictionary>() ?? [];
            foreach (PlistDictionary item in items)
            {
                KeychainAttributes? attributes = Open(source.Backup, item);
                locked += attributes is null ? 1 : 0;
                IosKeychainItem record = ToRecord(source, file, kind, item, attributes, query.IncludeSecrets);
                if (query.FitsText([record.Name, record.Account, record.AccessGroup, record.Label])
                    && query.FitsTime(record.Modified))
                {
                    yield return record;
                }
            }
        }

        if (locked > 0)
        {
            source.Warn(
                source.Backup.IsEncrypted ? RecordWarningKind.DeviceBound : RecordWarningKind.NotInUnencryptedBackups,
                Store.Name,
                locked);
        }
    }

    private static IosKeychainItem ToRecord(
        RecordSource source,
        BackupFile file,
        string kind,
        PlistDictionary item,
        KeychainAttributes? attributes,
        bool includeSecrets) => new()
        {
            Backup = source.Backup.FolderPath,
            FileId = file.FileId,
            RowId = RowOf(item),
            Kind = kind,
            Name = attributes?.Text("svce") ?? attributes?.Text("srvr") ?? attributes?.Text("labl"),
            Account = attributes?.Text("acct"),
            AccessGroup = attributes?.Text("agrp"),
            Label = attributes?.Text("labl"),
            Created = attributes?.Time("cdat"),
            Modified = attributes?.Time("mdat"),
            IsSynchronized = attributes?.Number("sync") is > 0,
            IsDeviceBound = attributes is null,
            Secret = includeSecrets ? attributes?.Secret("v_Data") : null,
            IsSecretBase64 = includeSecrets && (attributes?.IsBinary("v_Data") ?? false),
        };

    /// <summary>The row in the phone's keychain: the last bytes of the reference that apps keep.</summary>
    private static long RowOf(PlistDictionary item) =>
        item.GetData("v_PersistentRef") is ReadOnlyMemory<byte> reference && reference.Length >= sizeof(long)
            ? BinaryPrimitives.ReadInt64LittleEndian(reference.Span.Slice(reference.Length - sizeof(long)))
            : 0;

    private static KeychainAttributes? Open(Backup backup, PlistDictionary item)
    {
        if (item.GetData("v_Data") is not ReadOnlyMemory<byte> data
            || data.Length < KeyAt + WrappedLength + EmptyNonceGcm.TagLength)
        {
            return null;
        }

        ReadOnlySpan<byte> bytes = data.Span;
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        int protection = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(ClassAt)) & ClassMask;
        int keyLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(KeyLengthAt));
        if (version < OldestReadable || keyLength != WrappedLength)
        {
            return null;
        }

        Span<byte> key = stackalloc byte[AesKeys.KeyLength];
        if (!backup.TryUnwrapKey(protection, bytes.Slice(KeyAt, WrappedLength), key))
        {
            return null;
        }

        ReadOnlySpan<byte> sealedItem = bytes.Slice(KeyAt + WrappedLength);
        byte[] plain = new byte[sealedItem.Length - EmptyNonceGcm.TagLength];
        bool isOpen = EmptyNonceGcm.TryDecrypt(
            key, sealedItem.Slice(0, plain.Length), sealedItem.Slice(plain.Length), plain);
        CryptographicOperations.ZeroMemory(key);
        return isOpen ? KeychainAttributes.TryParse(plain) : null;
    }
}
