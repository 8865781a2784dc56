using System;
using System.Collections.Generic;
using System.Text;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>Writes known Wi-Fi networks, SIM cards, data usage and paired Bluetooth devices.</summary>
internal sealed class NetworkSettings(Story story)
{
    private const string Preferences = "SystemPreferencesDomain";
    private const string Wireless = "WirelessDomain";

    private readonly StarterRandom _random = story.Random("network");

    public void Write()
    {
        WriteWifi();
        WriteSim();
        WriteDataUsage();
        WriteBluetooth();
    }

    private void WriteWifi()
    {
        PlistDictionary networks = new();
        PlistArray hidden = new();
        StarterRandom random = _random;
        AddNetwork("Larkfield 5G", 1390, "WPA2/WPA3 Personal", false, 51.4671, -2.6005);
        AddNetwork("HarbourHill-Corp", 700, "WPA2 Enterprise", false, 51.5072, -0.0215);
        AddNetwork("Café Zürich ☕️", 120, "Open", false, null, null);
        AddNetwork("ingrid's wifi", 1380, "WPA2 Personal", true, 51.4490, -2.5970);
        AddNetwork("GWR WiFi", 45, "Open", false, null, null);
        if (story.Episodes.Count > 0)
        {
            random = story.EpisodeRandom(0, "network");
            AddNetwork("Cottage", 0, "WPA2 Personal", false, 53.0685, -4.0763);
        }

        DateTimeOffset modified = story.Now.AddHours(-20);
        Add(Preferences, "com.apple.wifi.known-networks.plist", PropertyList.ToBinary(networks), modified);
        Add(Preferences, "SystemConfiguration/com.apple.wifi.plist", PropertyList.ToBinary(new PlistDictionary
        {
            ["AllowEnable"] = 1, ["JoinMode"] = "Preferred", ["Version"] = 20, ["isWiFiPNLMigrationComplete"] = true,
        }), story.DaysAgo(30, 4, 0));
        Add(
            Preferences,
            "SystemConfiguration/com.apple.wifi-private-mac-networks.plist",
            PropertyList.ToBinary(new PlistDictionary { ["List of scanned networks with private mac"] = hidden }),
            modified);
        story.Files.Add(Preferences, "SystemConfiguration/preferences.plist", PropertyList.ToXml(new PlistDictionary
        {
            ["System"] = new PlistDictionary
            {
                ["Network"] = new PlistDictionary
                {
                    ["HostNames"] = new PlistDictionary { ["LocalHostName"] = story.Cast.Owner.First! + "s-iPhone" },
                },
                ["System"] = new PlistDictionary
                {
                    ["ComputerName"] = story.Cast.Owner.First! + "’s iPhone",
                    ["HostName"] = story.Cast.Owner.First! + "s-iPhone",
                },
            },
            ["Model"] = "D83AP",
        }), story.DaysAgo(800, 4, 0));
        return;

        void AddNetwork(string name, int daysAgo, string security, bool isHidden, double? latitude, double? longitude)
        {
            DateTimeOffset added = story.DaysAgo(daysAgo, 18, 0);
            string bssid = Mac(random);
            PlistDictionary station = new()
            {
                ["BSSID"] = bssid, ["Channel"] = 36, ["ChannelFlags"] = 1040, ["LastAssociatedAt"] = added.AddDays(1),
            };
            if (latitude is double north && longitude is double east)
            {
                station["LocationLatitude"] = north;
                station["LocationLongitude"] = east;
                station["LocationAccuracy"] = 12.5;
                station["LocationTimestamp"] = added.AddMinutes(5);
            }

            networks["wifi.network.ssid." + name] = new PlistDictionary
            {
                ["SSID"] = Encoding.UTF8.GetBytes(name), ["AddedAt"] = added, ["JoinedByUserAt"] = added,
                ["JoinedBySystemAt"] = added.AddDays(1), ["LastDiscoveredAt"] = added.AddDays(2),
                ["UpdatedAt"] = added.AddDays(2),
                ["Hidden"] = isHidden, ["SupportedSecurityTypes"] = security, ["AddReason"] = "WiFi Settings",
                ["BSSList"] = new PlistArray([station]),
                ["__OSSpecific__"] = new PlistDictionary { ["BSSID"] = bssid, ["networkUsage"] = 86_400.5 },
            };
            hidden.Add(new PlistDictionary
            {
                ["SSID_STR"] = name, ["BSSID"] = bssid, ["addedAt"] = added, ["lastJoined"] = added.AddDays(1),
                ["PresentInKnownNetworks"] = true,
                ["PRIVATE_MAC_ADDRESS"] = new PlistDictionary
                {
                    ["PRIVATE_MAC_ADDRESS_IN_USE"] = random.Bytes(6), ["PRIVATE_MAC_ADDRESS_VALID"] = true,
                },
            });
            story.Truth.Add(StarterKind.WifiNetwork, name, name, added);
        }
    }

    private void WriteSim()
    {
        using StoreBuilder store = new(
            """
            CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
            CREATE TABLE subscriber_info (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, subscriber_id TEXT NOT NULL,
              subscriber_mdn TEXT NOT NULL, tag INTEGER NOT NULL, last_update_time REAL NOT NULL, slot_id INTEGER,
              UNIQUE(subscriber_id));
            """);
        store.Insert("subscriber_info", new StoreRow
        {
            ["subscriber_id"] = "8944000000000000001", ["subscriber_mdn"] = story.Cast.Owner.Phone, ["tag"] = 1L,
            ["last_update_time"] = PhoneTime.Cocoa(story.DaysAgo(900, 9, 0)), ["slot_id"] = 1L,
        });
        story.Files.Add(Wireless, "Library/Databases/CellularUsage.db", store.ToImage(), story.DaysAgo(900, 9, 0));
        story.Files.Add(
            Wireless,
            "Library/Preferences/com.apple.commcenter.plist",
            PropertyList.ToBinary(new PlistDictionary
            {
                ["LastKnownICCID"] = "8944000000000000001", ["PhoneNumber"] = story.Cast.Owner.Phone,
            }),
            story.DaysAgo(900, 9, 0));
    }

    private void WriteDataUsage()
    {
        using CoreDataStore store = new(
            _random.Guid(),
            [
                new CoreDataEntity(
                    "LiveUsage",
                    """
                    INTEGER ZKIND ZMETADATA ZTAG ZHASPROCESS TIMESTAMP ZBILLCYCLEEND ZTIMESTAMP
                    FLOAT ZWIFIIN ZWIFIOUT ZWWANIN ZWWANOUT
                    """),
                new CoreDataEntity("Process", "TIMESTAMP ZFIRSTTIMESTAMP ZTIMESTAMP VARCHAR ZBUNDLENAME ZPROCNAME"),
            ]);
        foreach (string bundle in new[] { InstalledApps.WhatsApp, InstalledApps.Radio, "com.apple.mobilesafari" })
        {
            double last = PhoneTime.Cocoa(story.DaysAgo(1, 20, 0));
            long process = store.Insert("Process", new StoreRow
            {
                ["ZFIRSTTIMESTAMP"] = PhoneTime.Cocoa(story.DaysAgo(900, 9, 0)), ["ZTIMESTAMP"] = last,
                ["ZBUNDLENAME"] = bundle, ["ZPROCNAME"] = bundle.Substring(bundle.LastIndexOf('.') + 1),
            });
            store.Insert("LiveUsage", new StoreRow
            {
                ["ZKIND"] = 0L, ["ZHASPROCESS"] = process, ["ZTIMESTAMP"] = last,
                ["ZWIFIIN"] = (double)_random.Next(9_000_000),
                ["ZWIFIOUT"] = (double)_random.Next(900_000), ["ZWWANIN"] = (double)_random.Next(5_000_000),
                ["ZWWANOUT"] = (double)_random.Next(500_000),
            });
        }

        story.Files.Add(Wireless, "Library/Databases/DataUsage.sqlite", store.ToImage(), story.DaysAgo(1, 20, 0));
    }

    private void WriteBluetooth()
    {
        using StoreBuilder store = new(
            """
            CREATE TABLE PairedDevices (Uuid TEXT PRIMARY KEY, Name TEXT, NameOrigin INTEGER, Address TEXT,
              ResolvedAddress TEXT, LastSeenTime INTEGER, LastConnectionTime INTEGER, Tags TEXT);
            """);
        foreach (string name in new[] { story.Cast.Owner.First + "’s Apple Watch", "Kitchen scale" })
        {
            store.Insert("PairedDevices", new StoreRow
            {
                ["Uuid"] = _random.Guid(), ["Name"] = name, ["NameOrigin"] = 1L, ["Address"] = "Public " + Mac(_random),
                ["ResolvedAddress"] = "Public " + Mac(_random), ["LastSeenTime"] = 0L, ["LastConnectionTime"] = 0L,
            });
        }

        story.Files.Add(
            "SysSharedContainerDomain-systemgroup.com.apple.bluetooth",
            "Library/Database/com.apple.MobileBluetooth.ledevices.paired.db",
            store.ToImage(),
            story.DaysAgo(20, 9, 0));
    }

    private void Add(string domain, string path, byte[] content, DateTimeOffset modified) =>
        story.Files.Add(domain, path, content, modified, onlyWhenEncrypted: true);

    private static string Mac(StarterRandom random)
    {
        List<string> parts = [];
        for (int i = 0; i < 6; i++)
        {
            parts.Add(random.Hex(2).ToLowerInvariant());
        }

        return string.Join(":", parts);
    }
}
