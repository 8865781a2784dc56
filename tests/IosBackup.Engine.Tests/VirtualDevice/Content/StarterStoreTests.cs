using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.Sqlite;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed class StarterStoreTests
{
    /// <summary>The names under which well-known stores lie in backups of real phones.</summary>
    [Theory]
    [InlineData("HomeDomain", "Library/SMS/sms.db", "3d0d7e5fb2ce288813306e4d4636395e047a3d28")]
    [InlineData("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", "31bb7ba8914766d4ba40d6dfb6113c8b614be442")]
    [InlineData(
        "HomeDomain", "Library/AddressBook/AddressBookImages.sqlitedb", "cd6702cea29fe89cf280a76794405adb17f9a0ee")]
    [InlineData(
        "HomeDomain", "Library/CallHistoryDB/CallHistory.storedata", "5a4935c78a5255723f707230a451d79c540d2741")]
    [InlineData("HomeDomain", "Library/Voicemail/voicemail.db", "992df473bbb9e132f4b3b6e4d33f72171e97bc7a")]
    [InlineData("HomeDomain", "Library/Calendar/Calendar.sqlitedb", "2041457d5fe04d39d0ab481178355df6781e6858")]
    [InlineData("HomeDomain", "Library/Notes/notes.sqlite", "ca3bc056d4da0bbf88b5fb3be254f3b7147e639c")]
    [InlineData("HomeDomain", "Library/Safari/Bookmarks.db", "d1f062e2da26192a6625d968274bfda8d07821e4")]
    [InlineData("HomeDomain", "Library/Safari/History.db", "1a0e7afc19d307da602ccdcece51af33afe92c53")]
    [InlineData("HomeDomain", "Library/Safari/SafariTabs.db", "fabb74fda426bd56f8a84727e0bf1df966f4ac00")]
    [InlineData("HomeDomain", "Library/Accounts/Accounts3.sqlite", "943624fd13e27b800cc6d9ce1100c22356ee365c")]
    [InlineData("HomeDomain", "Library/TCC/TCC.db", "64d0019cb3d46bfc8cce545a8ba54b93e7ea9347")]
    [InlineData("HomeDomain", "Library/SpringBoard/IconState.plist", "aeacdfd9fadbbe56548a40e02b7685d324050e54")]
    [InlineData("HomeDomain", "Library/FrontBoard/applicationState.db", "10d00bb4c9eddd89f462d1d19a1e0b352870d738")]
    [InlineData("HomeDomain", "Library/Shortcuts/Shortcuts.sqlite", "5b4d0b44b5990f62b9f4d34ad8dc382bf0b01094")]
    [InlineData("HomeDomain", "Library/CoreDuet/People/interactionC.db", "1f5a521220a3ad80ebfdc196978df8e7a2e49dee")]
    [InlineData(
        "HomeDomain", "Library/Preferences/.GlobalPreferences.plist", "0dc926a1810f7aee4e8f38793ed788701f93bf9d")]
    [InlineData(
        "HomeDomain", "Library/Preferences/com.apple.mobiletimerd.plist", "cc723e4537a6d5120fb720dda7dd18b10f3f4a97")]
    [InlineData("CameraRollDomain", "Media/PhotoData/Photos.sqlite", "12b144c0bd44f2b3dffd9186d3f9c05b917cee25")]
    [InlineData("AppDomainGroup-group.com.apple.notes", "NoteStore.sqlite", "4f98687d8ab0d6d1a371110e6b7300f6e465bef2")]
    [InlineData(
        "AppDomainGroup-group.com.apple.reminders",
        "Container_v1/Stores/Data-local.sqlite",
        "e485456b7f28c6cd9c75804cd7036a6086ade293")]
    [InlineData(
        "AppDomainGroup-group.com.apple.VoiceMemos.shared",
        "Recordings/CloudRecordings.db",
        "0184f304aede0effc040e5afb4acf16f210f8472")]
    [InlineData(
        "AppDomainGroup-group.net.whatsapp.WhatsApp.shared",
        "ChatStorage.sqlite",
        "7c7fba66680ef796b916b067077cc246adacf01d")]
    [InlineData(
        "AppDomainGroup-group.net.whatsapp.WhatsApp.shared",
        "ContactsV2.sqlite",
        "b8548dc30aa1030df0ce18ef08b882cf7ab5212f")]
    [InlineData(
        "AppDomainGroup-group.net.whatsapp.WhatsApp.shared",
        "CallHistory.sqlite",
        "1b432994e958845fffe8e2f190f26d1511534088")]
    [InlineData("HealthDomain", "Health/healthdb.sqlite", "fa2e5ac3b7a62c8b7cb21e440c79eedd218550ea")]
    [InlineData("HealthDomain", "Health/healthdb_secure.sqlite", "516d7e19a4a0c9475c0015fae195626377b1b810")]
    [InlineData(
        "SystemPreferencesDomain", "com.apple.wifi.known-networks.plist", "0fa75546343ba224c9fe55adc73e8fdedc1029c3")]
    [InlineData("WirelessDomain", "Library/Databases/DataUsage.sqlite", "0d609c54856a9bb2d56729df1d68f2958a88426b")]
    [InlineData("WirelessDomain", "Library/Databases/CellularUsage.db", "ed1f8fb5a948b40504c19580a458c384659a605e")]
    [InlineData("RootDomain", "Library/Caches/locationd/clients.plist", "a690d7769cce8904ca2b67320b107c8fe5f79412")]
    [InlineData(
        "SysSharedContainerDomain-systemgroup.com.apple.bluetooth",
        "Library/Database/com.apple.MobileBluetooth.ledevices.paired.db",
        "60676dc938a4213796caffcb1b488a4ab84a1cc9")]
    public void Stores_lie_where_real_backups_have_them(string domain, string path, string fileId)
    {
        PhoneFile file = TestPhone.Entry(domain, path);
        byte[] name = Encoding.UTF8.GetBytes(file.Domain + "-" + file.RelativePath);
#pragma warning disable CA5350 // The format names files by SHA-1.
        Assert.Equal(fileId, Convert.ToHexStringLower(SHA1.HashData(name)));
#pragma warning restore CA5350
    }

    [Fact]
    public void Every_store_is_whole()
    {
        int stores = 0;
        foreach (PhoneFile file in TestPhone.Default.Files)
        {
            byte[] content = TestPhone.Bytes(file);
            if (!content.AsSpan().StartsWith("SQLite format 3\0"u8))
            {
                continue;
            }

            using SqliteDatabase store = SqliteDatabase.OpenImage(
                content, file.RelativePath, TestContext.Current.CancellationToken);
            Assert.Equal("ok", Assert.Single(TestPhone.Rows(store, "PRAGMA integrity_check", 1))[0]);
            Assert.Empty(TestPhone.Rows(store, "PRAGMA foreign_key_check", 1));
            stores++;
        }

        Assert.InRange(stores, 25, 100);
    }

    /// <summary>Other people's stores with the schema of iOS 18.</summary>
    [Theory]
    [InlineData("calendar.1.Calendar.sqlitedb", "HomeDomain", "Library/Calendar/Calendar.sqlitedb")]
    [InlineData("calls.1.CallHistory.storedata", "HomeDomain", "Library/CallHistoryDB/CallHistory.storedata")]
    [InlineData("contacts.1.AddressBook.sqlitedb", "HomeDomain", "Library/AddressBook/AddressBook.sqlitedb")]
    [InlineData("messages.1.sms.db", "HomeDomain", "Library/SMS/sms.db")]
    [InlineData("notes.1.NoteStore.sqlite", "AppDomainGroup-group.com.apple.notes", "NoteStore.sqlite")]
    [InlineData(
        "reminders.1.local.sqlite",
        "AppDomainGroup-group.com.apple.reminders",
        "Container_v1/Stores/Data-local.sqlite")]
    [InlineData("safari.1.Bookmarks.db", "HomeDomain", "Library/Safari/Bookmarks.db")]
    [InlineData("safari.1.History.db", "HomeDomain", "Library/Safari/History.db")]
    public void Stores_have_every_table_and_column_that_foreign_ones_have(string foreign, string domain, string path)
    {
        byte[] image = File.ReadAllBytes(ConformanceData.Conformance("stores", foreign));
        using SqliteDatabase other = SqliteDatabase.OpenImage(image, foreign, TestContext.Current.CancellationToken);
        using SqliteDatabase own = TestPhone.Open(domain, path);
        Assert.Empty(Columns(other).Except(Columns(own)));
    }

    [Fact]
    public void Stores_are_in_the_mode_in_which_phones_leave_them()
    {
        byte[] header = TestPhone.Bytes("HomeDomain", "Library/SMS/sms.db")[..20];
        Assert.Equal(2, header[18]);
        Assert.Equal(2, header[19]);
    }

    [Fact]
    public void Rows_of_core_data_stores_are_counted_where_core_data_looks()
    {
        foreach ((string domain, string path) in new[]
        {
            ("CameraRollDomain", "Media/PhotoData/Photos.sqlite"),
            ("AppDomainGroup-group.com.apple.notes", "NoteStore.sqlite"),
            ("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata"),
            ("AppDomainGroup-group.net.whatsapp.WhatsApp.shared", "ChatStorage.sqlite"),
        })
        {
            using SqliteDatabase store = TestPhone.Open(domain, path);
            string?[][] entities =
                [.. TestPhone.Rows(store, "SELECT Z_ENT, Z_NAME, Z_SUPER, Z_MAX FROM Z_PRIMARYKEY", 4)];
            Assert.Equal(
                Enumerable.Range(1, entities.Length), entities.Select(static row => int.Parse(row[0]!, null)).Order());
            foreach (string?[] row in entities.Where(static row => row[2] == "0"))
            {
                string table = "Z" + row[1]!.ToUpperInvariant();
                Assert.Equal(
                    store.QueryInteger($"SELECT COALESCE(MAX(Z_PK), 0) FROM {table}"), long.Parse(row[3]!, null));
                Assert.Equal(0, store.QueryInteger($"SELECT COUNT(*) FROM {table} WHERE Z_OPT IS NULL"));
            }

            Assert.Single(TestPhone.Rows(store, "SELECT Z_UUID FROM Z_METADATA", 1));
        }
    }

    private static List<string> Columns(SqliteDatabase store) =>
    [
        .. TestPhone.Rows(store, "SELECT name, '' FROM sqlite_master WHERE type = 'table'", 2)
            .SelectMany(table => TestPhone.Rows(store, $"SELECT name FROM pragma_table_info('{table[0]}')", 1)
                .Select(column => table[0] + "." + column[0])),
    ];
}
