using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>Writes the home screen: where icons are, and what the system keeps about each app.</summary>
internal static class HomeScreen
{
    public static void Write(Story story)
    {
        PlistArray firstPage = new(["com.apple.mobilesafari", "com.apple.mobilenotes", InstalledApps.WhatsApp]);
        firstPage.Add(new PlistDictionary
        {
            ["displayName"] = "Out & about 🥾",
            ["listType"] = "folder",
            ["iconLists"] = new PlistArray([new PlistArray([InstalledApps.Trailmate, "com.apple.Maps"])]),
        });
        PlistArray secondPage = new(
        [
            InstalledApps.Papershelf, InstalledApps.Fieldnotes, InstalledApps.Chess, InstalledApps.Recipes,
            InstalledApps.Bank, InstalledApps.Radio, InstalledApps.Authenticator,
        ]);
        story.Files.Add(
            "HomeDomain",
            "Library/SpringBoard/IconState.plist",
            PropertyList.ToBinary(new PlistDictionary
            {
                ["buttonBar"] = new PlistArray(
                    ["com.apple.mobilephone", "com.apple.MobileSMS", "com.apple.mobileslideshow"]),
                ["iconLists"] = new PlistArray([firstPage, secondPage]),
                ["today"] = new PlistArray(),
            }),
            story.DaysAgo(33, 9, 0));
        WriteState(story);
    }

    private static void WriteState(Story story)
    {
        using StoreBuilder store = new(
            """
            CREATE TABLE application_identifier_tab (
                id INTEGER PRIMARY KEY, application_identifier TEXT NOT NULL UNIQUE);
            CREATE TABLE key_tab (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
            CREATE TABLE kvs (id INTEGER PRIMARY KEY, application_identifier INTEGER, key INTEGER, value BLOB NOT NULL,
              UNIQUE (application_identifier, key));
            CREATE TABLE schema (key TEXT, value);
            """);
        long key = store.Insert("key_tab", new StoreRow { ["key"] = "compatibilityInfo" });
        foreach (PhoneApp app in story.Apps)
        {
            long id = store.Insert(
                "application_identifier_tab", new StoreRow { ["application_identifier"] = app.BundleId });
            KeyedArchiveWriter archive = new();
            PlistUid info = archive.Object(
                ["XBApplicationLaunchCompatibilityInfo", "NSObject"],
                ("bundleIdentifier", archive.Value(app.BundleId)),
                ("sandboxPath", archive.Value("/private/var/mobile/Containers/Data/Application/" + app.ContainerId)));
            store.Insert("kvs", new StoreRow
            {
                ["application_identifier"] = id, ["key"] = key,
                ["value"] = PropertyList.ToBinary(archive.ToBytes(info)),
            });
        }

        story.Files.Add(
            "HomeDomain", "Library/FrontBoard/applicationState.db", store.ToImage(), story.DaysAgo(2, 9, 0));
    }
}
