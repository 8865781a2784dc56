using System;
using System.Collections.Generic;
using System.IO.Compression;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Accounts;
using IosBackup.Engine.Records.Apps;
using IosBackup.Engine.Records.Health;
using IosBackup.Engine.Records.Settings;
using IosBackup.Engine.Records.VoiceMemos;
using IosBackup.Engine.Records.Voicemail;
using IosBackup.Engine.Records.Wifi;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

/// <summary>The stores that are one table or one file, read from the starter phone.</summary>
public sealed class SmallStoreTests
{
    private static readonly StarterTruth s_truth = TestPhone.Default.Truth;

    [Fact]
    public void Voicemails_come_with_recordings_and_transcripts()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosVoicemail> voicemails = Read(new VoicemailReader(), backup, new RecordQuery());
        Assert.Equal(
            s_truth.Samples(StarterKind.Voicemail).Select(static sample => sample.Text).Order(),
            voicemails.Select(static voicemail => voicemail.Sender).Order());
        Assert.Contains(voicemails, static voicemail =>
            voicemail.Transcript?.StartsWith("Hello darling", StringComparison.Ordinal) ?? false);
        Assert.Contains(voicemails, static voicemail => voicemail is { IsTrashed: true, Trashed.Year: > 2020 });
        Assert.All(voicemails, static voicemail => Assert.NotNull(voicemail.AudioFileId));
        Assert.Contains(voicemails, static voicemail => voicemail.SenderName is not null);
    }

    [Fact]
    public void Voice_memos_say_which_recordings_are_kept_in_iCloud()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosVoiceMemo> memos = Read(new VoiceMemoReader(), backup, new RecordQuery());
        Assert.Equal(
            s_truth.Samples(StarterKind.VoiceMemo).Select(static sample => (sample.Key, sample.Text)).Order(),
            memos.Select(static memo => (memo.FileName!, memo.Title!)).Order());
        Assert.Equal("Band 🎸", memos.Single(static memo => memo.Title == "Chorus idea (B minor)").Folder);
        Assert.Equal(
            (RecordWarningKind.KeptInICloud, 1L),
            (Assert.Single(backup.Warnings).Kind, backup.Warnings[0].Count!.Value));
    }

    [Fact]
    public void A_recording_that_the_store_does_not_list_is_given_too()
    {
        byte[] store = TestStore.Create(
            "CREATE TABLE ZRECORDING (Z_PK INTEGER PRIMARY KEY, ZDATE REAL, ZPATH TEXT, ZCUSTOMLABEL TEXT);"
            + "INSERT INTO ZRECORDING VALUES (1, 6e8, '/var/mobile/Media/Recordings/one.m4a', '2020-01-06T10:40:00Z')");
        const string Folder = "Media/Recordings/";
        using StoreBackup backup = StoreBackup.Of(
            ("MediaDomain", Folder + "Recordings.db", store),
            ("MediaDomain", Folder + "one.m4a", [1]),
            ("MediaDomain", Folder + "lost.m4a", [1, 2]));
        List<IosVoiceMemo> memos = Read(new VoiceMemoReader(), backup, new RecordQuery());
        Assert.Equal(["one.m4a", "lost.m4a"], memos.Select(static memo => memo.FileName));
        Assert.Null(memos[0].Title);
    }

    [Fact]
    public void A_real_phone_without_voicemails_has_none_and_nothing_to_say()
    {
        using ZipArchive zip = ZipFile.OpenRead(ConformanceData.Conformance(
            "stores", "real", "testdata.voicemail.voicemail.josh_ios15_ffs.zip"));
        byte[] store = ZipContent.Read(Assert.Single(zip.Entries));
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", "Library/Voicemail/voicemail.db", store));
        Assert.Empty(Read(new VoicemailReader(), backup, new RecordQuery()));
        Assert.Empty(backup.Warnings);
    }

    [Fact]
    public void Wifi_networks_are_read_and_their_absence_explained()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosWifiNetwork> networks = Read(new WifiNetworkReader(), backup, new RecordQuery());
        Assert.Equal(
            s_truth.Samples(StarterKind.WifiNetwork).Select(static sample => sample.Key).Order(),
            networks.Select(static network => network.Ssid).Order());
        Assert.True(networks.Single(static network => network.Ssid == "ingrid's wifi").IsHidden);
        Assert.Contains(networks, static network => network is { Latitude: not null, AccessPoints.Count: 1 });
        using StoreBackup plain = StoreBackup.OfPhone(encrypted: false);
        Assert.Empty(Read(new WifiNetworkReader(), plain, new RecordQuery()));
        Assert.Equal(RecordWarningKind.NotInUnencryptedBackups, Assert.Single(plain.Warnings).Kind);
    }

    [Fact]
    public void A_damaged_property_list_is_one_clear_error()
    {
        byte[] nothing = "bplist00 and nothing"u8.ToArray();
        using StoreBackup backup = StoreBackup.Of(
            true, ("SystemPreferencesDomain", "com.apple.wifi.known-networks.plist", nothing));
        EngineException error = Assert.Throws<EngineException>(
            () => Read(new WifiNetworkReader(), backup, new RecordQuery()));
        Assert.Equal(ErrorKind.PropertyListInvalid, error.Kind);
        Assert.Contains("known-networks", error.Target, StringComparison.Ordinal);
    }

    [Fact]
    public void Accounts_are_read_with_the_account_above_them()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosAccount> accounts = Read(new AccountReader(), backup, new RecordQuery());
        Assert.Equal(
            s_truth.Samples(StarterKind.Account).Select(static sample => sample.Key).Order(),
            accounts.Select(static account => account.AccountId).Order());
        Assert.Equal("iCloud", accounts.Single(static account => account.Type == "CalDAV").Parent);
    }

    [Fact]
    public void Health_samples_are_in_the_units_that_people_use()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosHealthSample> samples = Read(new HealthSampleReader(), backup, new HealthQuery());
        Assert.Equal(s_truth.Count(StarterKind.HealthSample), samples.Count);
        Assert.All(
            samples.Where(static sample => sample.Type is "HeartRate" or "RestingHeartRate"),
            static sample => Assert.InRange(sample.Value!.Value, 40, 200));
        Assert.Contains(samples, static sample => sample is { Type: "Workout", Category: "Hiking" });
        Assert.Contains(samples, static sample => sample is { Type: "SleepAnalysis", Category: "AsleepDeep" });
        Assert.Contains(
            samples, static sample => sample.Source?.EndsWith("Apple Watch", StringComparison.Ordinal) ?? false);
        Assert.All(
            Read(new HealthSampleReader(), backup, new HealthQuery { TypeCodes = [7] }),
            static sample => Assert.Equal("StepCount", sample.Type));
    }

    [Fact]
    public void Health_summaries_add_up_to_the_samples()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosHealthSample> samples = Read(new HealthSampleReader(), backup, new HealthQuery());
        foreach (IosHealthSummary summary in Read(new HealthSummaryReader(), backup, new HealthQuery()))
        {
            List<IosHealthSample> same = [.. samples.Where(sample => sample.TypeCode == summary.TypeCode)];
            Assert.Equal(same.Count, summary.Count);
            Assert.Equal(same.Min(static sample => sample.Start), summary.First);
            if (summary.Total is double total)
            {
                Assert.Equal(same.Sum(static sample => sample.Value!.Value), total, 6);
            }
        }
    }

    [Fact]
    public void Apps_own_the_domains_that_carry_their_ids()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosApp> apps = Read(new AppReader(), backup, new AppQuery());
        IosApp whatsApp = apps.Single(static app => app.AppId == "net.whatsapp.WhatsApp");
        Assert.Contains("AppDomainGroup-group.net.whatsapp.WhatsApp.shared", whatsApp.Domains);
        Assert.Equal(
            TestPhone.Default.Files.Count(file => whatsApp.Domains.Contains(file.Domain)
                && file.Kind == IosBackup.VirtualDevice.Content.PhoneFileKind.File),
            whatsApp.FileCount);
        Assert.DoesNotContain(apps, static app => app.AppId.StartsWith("group.", StringComparison.Ordinal));
        Assert.DoesNotContain(apps, static app => app.AppId == "com.apple.mobilesafari");
        Assert.Contains(
            Read(new AppReader(), backup, new AppQuery { IncludeSystem = true }),
            static app => app.AppId == "com.apple.mobilesafari");
    }

    [Fact]
    public void Settings_are_read_value_by_value()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosDeviceSetting> settings = Read(
            new DeviceSettingReader(), backup, new DeviceSettingQuery { Owners = [".GlobalPreferences"] });
        Assert.Equal("en-GB", settings.Single(static setting => setting.Key == "AppleLanguages[0]").Value);
        Assert.Equal("Boolean", settings.Single(static setting => setting.Key == "AppleICUForce24HourTime").Type);
        List<IosDeviceSetting> all = Read(new DeviceSettingReader(), backup, new DeviceSettingQuery());
        Assert.Contains(all, static setting => setting.Key == "MTAlarms.MTAlarms[0].$MTAlarm.MTAlarmTitle");
        Assert.DoesNotContain(all, static setting => setting.Domain.StartsWith("AppDomain", StringComparison.Ordinal));
    }

    private static List<TRecord> Read<TRecord, TQuery>(
        RecordReader<TRecord, TQuery> reader, StoreBackup backup, TQuery query)
        where TRecord : IosRecord
        where TQuery : RecordQuery => [.. reader.Read(backup.Source, query, TestContext.Current.CancellationToken)];
}
