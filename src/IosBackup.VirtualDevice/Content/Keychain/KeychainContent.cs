using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Content.Keychain;

/// <summary>
/// The keychain as a phone hands it to backups: with an encrypted one's keys, other phones can open it too.
/// </summary>
internal sealed class KeychainContent : PhoneFileContent
{
    private readonly IReadOnlyList<KeychainItem> _items;
    private readonly byte[] _deviceKey;

    /// <param name="items">The items.</param>
    /// <param name="deviceKey">The key that never leaves the phone, 32 bytes.</param>
    public KeychainContent(IReadOnlyList<KeychainItem> items, byte[] deviceKey)
    {
        _items = items;
        _deviceKey = deviceKey;
        Length = Seal(null).Length;
    }

    public override long Length { get; }

    public override Stream Open() => Open(null);

    internal override Stream Open(ClassKeys? keys) => new MemoryStream(Seal(keys), writable: false);

    private byte[] Seal(ClassKeys? keys)
    {
        using AesKeyWrap deviceKey = new(_deviceKey);
        PlistDictionary tables = new();
        foreach (string table in (string[])["genp", "inet", "cert", "keys"])
        {
            tables[table] = new PlistArray(_items
                .Where(item => item.Table == table)
                .Select(item => (PlistNode)new PlistDictionary
                {
                    ["v_Data"] = item.Seal(keys, deviceKey),
                    ["v_PersistentRef"] = item.Reference(),
                }));
        }

        return PropertyList.ToBinary(tables);
    }
}
