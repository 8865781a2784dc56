using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Backups;

public sealed class DataTypeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HomeDomain", "Library/SMS/sms.db", DataType.Messages)]
    [InlineData("HomeDomain", "Library/SMS", DataType.Messages)]
    [InlineData("HomeDomain", "Library/SMSother/x", DataType.Other)]
    [InlineData("HomeDomain", "", DataType.Other)]
    [InlineData("homedomain", "Library/SMS/sms.db", DataType.Other)]
    [InlineData("MediaDomain", "Library/SMS/Attachments/00/00/x/IMG_1.MOV", DataType.Messages)]
    [InlineData("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", DataType.Contacts)]
    [InlineData("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata", DataType.CallHistory)]
    [InlineData("WirelessDomain", "Library/CallHistory/call_history.db", DataType.CallHistory)]
    [InlineData("WirelessDomain", "Library/Databases/CellularUsage.db", DataType.Other)]
    [InlineData("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.HEIC", DataType.Photos)]
    [InlineData("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0002.MOV", DataType.Videos)]
    [InlineData("CameraRollDomain", "Media/PhotoData/Photos.sqlite", DataType.Photos)]
    [InlineData("AppDomainGroup-group.com.apple.notes", "NoteStore.sqlite", DataType.Notes)]
    [InlineData("HomeDomain", "Library/Notes/notes.sqlite", DataType.Notes)]
    [InlineData("HomeDomain", "Library/Calendar/Calendar.sqlitedb", DataType.Calendar)]
    [InlineData("AppDomainGroup-group.com.apple.reminders", "Container_v1/Stores/Data-local.sqlite", DataType.Reminders)]
    [InlineData("HomeDomain", "Library/Reminders/Container_v1/Stores/Data-local.sqlite", DataType.Reminders)]
    [InlineData("HomeDomain", "Library/Voicemail/1.amr", DataType.Voicemail)]
    [InlineData("MediaDomain", "Media/Recordings/CloudRecordings.db", DataType.VoiceMemos)]
    [InlineData("AppDomainGroup-group.com.apple.VoiceMemos.shared", "Recordings/1.m4a", DataType.VoiceMemos)]
    [InlineData("HomeDomain", "Library/Safari/History.db", DataType.Safari)]
    [InlineData("AppDomain-com.apple.mobilesafari", "Library/Safari/History.db", DataType.Safari)]
    [InlineData("HomeDomain", "Library/Mail/MailboxCollections.plist", DataType.Mail)]
    [InlineData("HealthDomain", "Health/healthdb.sqlite", DataType.Health)]
    [InlineData("KeychainDomain", "keychain-backup.plist", DataType.Keychain)]
    [InlineData("AppDomain-com.example.app", "Documents/x", DataType.AppData)]
    [InlineData("AppDomainPlugin-com.example.app.share", "Documents/x", DataType.AppData)]
    [InlineData("AppDomainGroup-group.net.whatsapp.WhatsApp.shared", "ChatStorage.sqlite", DataType.WhatsApp)]
    [InlineData("AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared", "ChatStorage.sqlite", DataType.WhatsApp)]
    [InlineData("AppDomain-net.whatsapp.WhatsApp", "Documents/x", DataType.WhatsApp)]
    [InlineData("MediaDomain", "Media/iTunes_Control/x", DataType.Media)]
    [InlineData("TonesDomain", "Media/Purchases/x", DataType.Media)]
    [InlineData("HomeDomain", "Library/Preferences/com.apple.MobileSMS.plist", DataType.Settings)]
    [InlineData("SystemPreferencesDomain", "SystemConfiguration/com.apple.wifi.plist", DataType.Settings)]
    [InlineData("HomeDomain", "Library/SpringBoard/IconState.plist", DataType.HomeScreen)]
    [InlineData("HomeDomain", "Library/Accounts/Accounts3.sqlite", DataType.Accounts)]
    [InlineData("HomeDomain", "Library/Passes/passes23.sqlite", DataType.Wallet)]
    [InlineData("SysContainerDomain-com.apple.x", "Library/y", DataType.Other)]
    public void Places_have_their_types(string domain, string path, DataType expected) =>
        Assert.Equal(expected, DataTypes.Of(domain, path));

    [Fact]
    public void A_query_by_type_selects_exactly_the_files_of_that_type()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(
            ConformanceData.Conformance("manifest-ios14.3", "Manifest.db"));
        List<BackupFile> all = [.. manifest.Files(BackupFileQuery.All, Stop)];
        foreach (DataType type in Enum.GetValues<DataType>())
        {
            BackupFileQuery query = new() { DataTypes = [type] };
            List<BackupFile> scoped = [.. manifest.Files(query, Stop)];

            Assert.Equal(
                all.Where(file => DataTypes.Of(file) == type).Select(static file => file.FileId).Order(),
                scoped.Where(file => DataTypes.Of(file) == type).Select(static file => file.FileId).Order());
            Assert.True(type == DataType.Other || scoped.Count < all.Count);
        }

        Assert.Equal(
            ["Accounts", "AppData", "Calendar", "CallHistory", "Contacts", "Health", "HomeScreen", "Keychain", "Mail",
                "Media", "Messages", "Notes", "Other", "Photos", "Reminders", "Safari", "Settings", "Videos",
                "VoiceMemos", "Voicemail", "Wallet", "WhatsApp"],
            all.Select(static file => $"{DataTypes.Of(file)}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Opened_backups_list_by_type()
    {
        using Backup backup = SampleBackup.OpenUnlocked();

        Assert.Equal(
            ["Library/SMS", "Library/SMS/sms.db"],
            backup.Files(new BackupFileQuery { DataTypes = [DataType.Messages] }, Stop)
                .Select(static file => file.RelativePath).Order(StringComparer.Ordinal));
        Assert.Equal(
            "Media/DCIM/IMG_0001.JPG",
            Assert.Single(backup.Files(
                new BackupFileQuery { DataTypes = [DataType.Photos, DataType.Videos], Kinds = FileKind.File }, Stop))
                .RelativePath);
    }

    [Theory]
    [InlineData("HomeDomain", DomainKind.System, null)]
    [InlineData("Odd-thing", DomainKind.System, null)]
    [InlineData("AppDomain-com.example-x.App", DomainKind.App, "com.example-x.App")]
    [InlineData("AppDomainGroup-243LU875E5.groups.com.apple.podcasts", DomainKind.AppGroup, "243LU875E5.groups.com.apple.podcasts")]
    [InlineData("AppDomainPlugin-com.example.app.share", DomainKind.AppPlugin, "com.example.app.share")]
    [InlineData("AppDomainPlaceholder-com.example.app", DomainKind.AppPlaceholder, "com.example.app")]
    public void Domains_tell_their_app(string domain, DomainKind kind, string? appId)
    {
        BackupDomain parsed = BackupDomain.Parse(domain);

        Assert.Equal((kind, appId), (parsed.Kind, parsed.AppId));
    }

    [Fact]
    public void System_containers_belong_to_no_app()
    {
        BackupDomain service = BackupDomain.Parse("SysSharedContainerDomain-systemgroup.com.apple.bluetooth");

        Assert.Equal((DomainKind.SystemGroup, "systemgroup.com.apple.bluetooth"), (service.Kind, service.ContainerId));
        Assert.Null(service.AppId);
        Assert.Equal(DomainKind.SystemContainer, BackupDomain.Parse("SysContainerDomain-x").Kind);
    }

    [Fact]
    public void The_domains_of_an_app_are_its_own_its_extensions_and_its_groups()
    {
        using ManifestDatabase manifest = ManifestDatabase.Open(
            ConformanceData.Conformance("manifest-ios14.3", "Manifest.db"));
        BackupFileQuery query = new() { Domains = BackupDomain.FiltersOfApp("net.whatsapp.WhatsApp") };

        string[] domains = [.. manifest.Files(query, Stop).Select(static file => file.Domain).Distinct().Order(StringComparer.Ordinal)];

        Assert.Equal(
            ["AppDomain-net.whatsapp.WhatsApp", "AppDomainGroup-group.net.whatsapp.WhatsApp.private",
                "AppDomainGroup-group.net.whatsapp.WhatsApp.shared", "AppDomainPlugin-net.whatsapp.WhatsApp.Intents",
                "AppDomainPlugin-net.whatsapp.WhatsApp.IntentsUI",
                "AppDomainPlugin-net.whatsapp.WhatsApp.NotificationExtension",
                "AppDomainPlugin-net.whatsapp.WhatsApp.ServiceExtension",
                "AppDomainPlugin-net.whatsapp.WhatsApp.ShareExtension",
                "AppDomainPlugin-net.whatsapp.WhatsApp.TodayExtension"],
            domains);
    }
}
