using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>Writes the settings that are plain property lists, and the shortcuts.</summary>
internal sealed class PreferenceFiles(Story story)
{
    private readonly StarterRandom _random = story.Random("preferences");

    public void Write()
    {
        WriteGeneral();
        WriteAlarms();
        WriteShortcuts();
        WriteLocation();
        WriteMedia();
    }

    private void WriteGeneral()
    {
        Add(".GlobalPreferences", new PlistDictionary
        {
            ["AppleLanguages"] = new PlistArray(["en-GB", "de-DE", "ja-JP"]), ["AppleLocale"] = "en_GB",
            ["AppleKeyboards"] = new PlistArray(["en_GB@sw=QWERTY", "de_DE@sw=QWERTZ-German", "emoji@sw=Emoji"]),
            ["AppleTemperatureUnit"] = "Celsius", ["AppleICUForce24HourTime"] = true,
        });
        Add("com.apple.mobile.ldbackup", new PlistDictionary
        {
            ["LastiTunesBackupDate"] = (long)PhoneTime.Cocoa(story.DaysAgo(9, 2, 0)),
            ["LastCloudBackupDate"] = (long)PhoneTime.Cocoa(story.DaysAgo(1, 3, 0)), ["CloudBackupEnabled"] = true,
        });
        Add("com.apple.springboard", new PlistDictionary
        {
            ["SBShowBatteryPercentage"] = story.Episodes.Count % 2 == 0, ["SBHomeScreenBadges"] = true,
        }, isLive: true);
        Add("com.apple.locationd", new PlistDictionary { ["LocationServicesEnabledIn8.0"] = true });
        Add("com.apple.cmfsyncagent", new PlistDictionary
        {
            ["__kCMFBlockListStoreTopLevelKey"] = new PlistDictionary
            {
                ["__kCMFBlockListStoreArrayKey"] = new PlistArray(
                [
                    new PlistDictionary
                    {
                        ["__kCMFItemPhoneNumberUnformattedKey"] = "+447700900199", ["__kCMFItemTypeKey"] = 0,
                    },
                ]),
            },
        });
        Add("com.apple.identityservices.idstatuscache", new PlistDictionary
        {
            ["com.apple.madrid"] = new PlistDictionary
            {
                ["tel:" + story.Cast["anna"].Phone] = new PlistDictionary
                {
                    ["IDStatus"] = 1, ["LookupDate"] = PhoneTime.Cocoa(story.DaysAgo(1, 8, 0)),
                },
            },
        });
        Add("com.apple.ScreenTimeAgent", new PlistDictionary { ["ScreenTimeEnabled"] = false });
        Add("com.apple.mobiletimer", new PlistDictionary
        {
            ["cities"] = new PlistArray(
            [
                City("Kyoto", "Asia/Tokyo"), City("Berlin", "Europe/Berlin"),
            ]),
        });
    }

    private void WriteAlarms()
    {
        const int Weekdays = 0b0011111;
        PlistArray alarms = new();
        AddAlarm("Work", 6, 45, true, Weekdays);
        AddAlarm("Tea ☕️", 16, 0, story.Episodes.Count == 0, 0);
        Add("com.apple.mobiletimerd", new PlistDictionary
        {
            ["MTAlarms"] = new PlistDictionary { ["MTAlarms"] = alarms },
            ["MTAlarmModifiedDate"] = story.DaysAgo(3, 22, 0),
        }, isLive: true);
        return;

        void AddAlarm(string title, int hour, int minute, bool isOn, int days)
        {
            string identifier = _random.Guid();
            alarms.Add(new PlistDictionary
            {
                ["$MTAlarm"] = new PlistDictionary
                {
                    ["MTAlarmID"] = identifier, ["MTAlarmTitle"] = title, ["MTAlarmHour"] = hour,
                    ["MTAlarmMinute"] = minute,
                    ["MTAlarmEnabled"] = isOn, ["MTAlarmRepeatSchedule"] = days,
                    ["MTAlarmIsSleep"] = false, ["MTAlarmBedtimeDoNotDisturb"] = false,
                },
            });
            story.Truth.Add(StarterKind.Alarm, identifier, title);
        }
    }

    private void WriteShortcuts()
    {
        using CoreDataStore store = new(
            _random.Guid(),
            [
                new CoreDataEntity(
                    "Shortcut",
                    """
                    INTEGER ZACTIONCOUNT ZHIDDENFROMLIBRARYANDSYNC ZACTIONS TIMESTAMP ZCREATIONDATE
                    ZMODIFICATIONDATE VARCHAR ZNAME ZWORKFLOWID
                    """),
                new CoreDataEntity("ShortcutActions", "INTEGER ZSHORTCUT BLOB ZDATA"),
            ]);
        long shortcut = store.Insert("Shortcut", new StoreRow
        {
            ["ZACTIONCOUNT"] = 1L, ["ZACTIONS"] = 1L, ["ZCREATIONDATE"] = PhoneTime.Cocoa(story.DaysAgo(200, 9, 0)),
            ["ZMODIFICATIONDATE"] = PhoneTime.Cocoa(story.DaysAgo(199, 9, 0)), ["ZNAME"] = "Text Anna I'm late",
            ["ZWORKFLOWID"] = _random.Guid(),
        });
        store.Insert("ShortcutActions", new StoreRow
        {
            ["ZSHORTCUT"] = shortcut,
            ["ZDATA"] = PropertyList.ToBinary(new PlistArray(
            [
                new PlistDictionary { ["WFWorkflowActionIdentifier"] = "is.workflow.actions.sendmessage" },
            ])),
        });
        story.Files.Add("HomeDomain", "Library/Shortcuts/Shortcuts.sqlite", store.ToImage(), story.DaysAgo(199, 9, 0));
    }

    private void WriteLocation()
    {
        PlistDictionary clients = new();
        foreach (string bundle in new[] { InstalledApps.Trailmate, InstalledApps.WhatsApp })
        {
            clients[bundle] = new PlistDictionary
            {
                ["BundleId"] = bundle, ["Authorization"] = 4,
                ["LocationTimeStopped"] = PhoneTime.Cocoa(story.DaysAgo(2, 19, 0)),
            };
        }

        story.Files.Add(
            "RootDomain", "Library/Caches/locationd/clients.plist", PropertyList.ToBinary(clients),
            story.DaysAgo(2, 19, 0));
        using StoreBuilder fences = new(
            "CREATE TABLE Fences (BundleId TEXT, Name TEXT, Latitude FLOAT, Longitude FLOAT, Distance FLOAT);");
        story.Files.Add(
            "RootDomain", "Library/Caches/locationd/consolidated.db", fences.ToImage(), story.DaysAgo(400, 4, 0));
        story.Files.Add(
            "RootDomain",
            "Library/Preferences/com.apple.MobileBackup.plist",
            PropertyList.ToBinary(
                new PlistDictionary { ["BackupStateInfo"] = new PlistDictionary { ["isBackground"] = false } }),
            story.DaysAgo(9, 2, 0));
        story.Files.AddDirectories(
            "HomeDomain", "Library/Mobile Documents", "Library/Passes/Cards", "Library/WebClips", "Documents");
        story.Files.AddDirectories("MobileDeviceDomain", "ProvisioningProfiles");
        story.Files.AddDirectories("TonesDomain", "Media/iTunes_Control/Ringtones");
        story.Files.AddDirectories("MediaDomain", "Media/Recordings", "Media/iTunes_Control");
    }

    /// <summary>What iTunes and Finder keep in the media folder.</summary>
    private void WriteMedia()
    {
        byte[] preferences = _random.Bytes(64);
        "frpd"u8.CopyTo(preferences);
        long modified = PhoneTime.Unix(story.DaysAgo(9, 2, 0));
        story.MediaFiles.AddRange(
        [
            new PhoneMediaFile("iTunes_Control/iTunes/iTunesPrefs", PhoneFileContent.FromBytes(preferences), modified),
            new PhoneMediaFile(
                "iTunes_Control/iTunes/iTunesPrefs.plist",
                PhoneFileContent.FromBytes(PropertyList.ToXml(new PlistDictionary { ["iPodPrefs"] = preferences })),
                modified),
            new PhoneMediaFile(
                "iTunes_Control/iTunes/IC-Info.sidb", PhoneFileContent.FromBytes(_random.Bytes(128)), modified),
            new PhoneMediaFile("Downloads/downloads.28.sqlitedb", null, modified),
        ]);
    }

    private static PlistDictionary City(string name, string zone) => new()
    {
        ["city"] = new PlistDictionary { ["name"] = name, ["timeZone"] = zone },
    };

    private void Add(string name, PlistDictionary preferences, bool isLive = false) => story.Files.Add(
        "HomeDomain",
        "Library/Preferences/" + name + ".plist",
        PropertyList.ToBinary(preferences),
        isLive ? story.Now.AddHours(-3) : story.DaysAgo(1 + (name.Length % 20), 8, 0));
}
