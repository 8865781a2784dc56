using System;
using System.Collections.Generic;
using System.Text;
using IosBackup.VirtualDevice.Content.Keychain;
using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>
/// Writes the keychain: passwords of Wi-Fi networks, web sites and accounts, what apps keep in it, and items that stay
/// on the phone.
/// </summary>
internal sealed class KeychainFile(Story story)
{
    private const int WhenUnlocked = 6;
    private const int AfterFirstUnlock = 7;
    private const int ThisDeviceOnly = 3;
    private const int MostProtected = 1;
    private const int PrivateFile = 0b110_000_000;

    private readonly StarterRandom _random = story.Random("keychain");
    private readonly List<KeychainItem> _items = [];

    public void Write()
    {
        foreach (string network in new[] { "Larkfield 5G", "ingrid's wifi" })
        {
            Add("genp", AfterFirstUnlock, "apple", network, 1380, isSynchronized: true, new()
            {
                ["svce"] = "AirPort", ["desc"] = "AirPort network password", ["labl"] = network,
                ["v_Data"] = Password(),
            });
        }

        foreach ((string server, string account, int days) in new[]
        {
            ("weather.example", story.Cast.Owner.Email!, 410), ("shop.example", story.Cast.Owner.Email!, 322),
            ("forum.ropes.example", "mara_w", 95),
        })
        {
            Add("inet", WhenUnlocked, "com.apple.cfnetwork", account, days, isSynchronized: true, new()
            {
                ["srvr"] = server, ["ptcl"] = "htps", ["port"] = 443L, ["path"] = "/", ["atyp"] = "form",
                ["labl"] = $"{server} ({account})", ["desc"] = "Web form password", ["v_Data"] = Password(),
            });
        }

        Add("genp", AfterFirstUnlock, "apple", "mara@post.example", 1200, isSynchronized: false, new()
        {
            ["svce"] = "com.apple.account.IMAP.password", ["v_Data"] = Password(),
        });
        Add("genp", WhenUnlocked, InstalledApps.Bank, "device-token", 200, isSynchronized: false, new()
        {
            ["svce"] = "Severn Bank", ["v_Data"] = _random.Bytes(48),
        });
        Add("keys", WhenUnlocked, InstalledApps.Authenticator, "", 60, isSynchronized: false, new()
        {
            ["labl"] = "Signing key", ["kcls"] = 1L, ["v_Data"] = _random.Bytes(32),
        });
        Add("genp", WhenUnlocked + ThisDeviceOnly, "apple", "wake", 1400, isSynchronized: false, new()
        {
            ["svce"] = "com.apple.icloud.identity", ["v_Data"] = _random.Bytes(64),
        });
        story.Files.Add(new PhoneFile
        {
            Domain = "KeychainDomain",
            RelativePath = "keychain-backup.plist",
            Permissions = PrivateFile,
            UserId = 0,
            GroupId = 0,
            ProtectionClass = MostProtected,
            LastModified = PhoneTime.Unix(story.Now.AddHours(-1)),
            Content = new KeychainContent(_items, _random.Bytes(32)),
        });
    }

    private void Add(
        string table,
        int protectionClass,
        string group,
        string account,
        int daysAgo,
        bool isSynchronized,
        Dictionary<string, object> attributes)
    {
        DateTimeOffset made = story.DaysAgo(daysAgo, 19, 30);
        bool isMovable = protectionClass < WhenUnlocked + ThisDeviceOnly;
        attributes["acct"] = account;
        attributes["agrp"] = group;
        attributes["pdmn"] = (protectionClass == AfterFirstUnlock ? "ck" : "ak") + (isMovable ? "" : "u");
        attributes["cdat"] = made;
        attributes["mdat"] = made.AddDays(3);
        attributes["sync"] = isSynchronized ? 1L : 0L;
        attributes["tomb"] = 0L;
        _items.Add(new KeychainItem
        {
            Table = table,
            Row = _items.Count + 1,
            ProtectionClass = protectionClass,
            Key = _random.Bytes(32),
            Attributes = attributes,
        });
        if (isMovable)
        {
            string name = (string)(attributes.TryGetValue("svce", out object? service) ? service
                : attributes.TryGetValue("srvr", out object? server) ? server
                : attributes["labl"]);
            story.Truth.Add(StarterKind.KeychainItem, name, account, made);
        }
    }

    private byte[] Password() => Encoding.UTF8.GetBytes(
        $"{_random.Hex(6)}-{_random.Hex(6)}-{_random.Hex(6)}".ToLowerInvariant());
}
