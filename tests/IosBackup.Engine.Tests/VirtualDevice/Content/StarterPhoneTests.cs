using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed class StarterPhoneTests
{
    private static readonly StarterOptions s_small = new()
    {
        Messages = 0, Photos = 0, Calls = 0, Contacts = 0, HistoryVisits = 1, WhatsAppMessages = 0, HealthDays = 1,
        AppDocuments = 0,
    };

    [Fact]
    public void The_same_options_make_the_same_phone()
    {
        AssertSame(TestPhone.Default, StarterPhone.Create(new StarterOptions()));
    }

    [Fact]
    public void Another_seed_makes_another_phone_of_the_same_size()
    {
        StarterContent other = StarterPhone.Create(new StarterOptions { Seed = 2 });
        foreach (StarterKind kind in Enum.GetValues<StarterKind>())
        {
            Assert.Equal(TestPhone.Truth.Count(kind), other.Truth.Count(kind));
        }

        Assert.NotEqual(
            TestPhone.Bytes("HomeDomain", "Library/SMS/sms.db"),
            TestPhone.Bytes("HomeDomain", "Library/SMS/sms.db", other));
    }

    [Fact]
    public void The_default_phone_is_small()
    {
        long size = TestPhone.Default.Files.Sum(static file => file.Content?.Length ?? 0);
        Assert.InRange(size, 1_000_000, 15_000_000);
    }

    [Fact]
    public void Every_entry_stands_once_and_below_directories_down_to_its_domain_s_root()
    {
        Dictionary<(string, string), PhoneFile> entries =
            TestPhone.Default.Files.ToDictionary(static file => (file.Domain, file.RelativePath));
        foreach (PhoneFile file in TestPhone.Default.Files.Where(static file => file.RelativePath.Length > 0))
        {
            int slash = file.RelativePath.LastIndexOf('/');
            string parent = slash < 0 ? "" : file.RelativePath[..slash];
            Assert.Equal(PhoneFileKind.Directory, entries[(file.Domain, parent)].Kind);
            Assert.DoesNotContain("//", file.RelativePath, StringComparison.Ordinal);
        }

        Assert.All(
            TestPhone.Default.Files.Where(static file => file.RelativePath.Length == 0),
            static root => Assert.Equal(PhoneFileKind.Directory, root.Kind));
    }

    [Fact]
    public void Entries_have_what_their_kind_has()
    {
        foreach (PhoneFile file in TestPhone.Default.Files)
        {
            Assert.Equal(file.Kind == PhoneFileKind.SymbolicLink, file.LinkTarget is not null);
            Assert.True(file.Kind == PhoneFileKind.File || file.Content is null);
            Assert.InRange(file.ProtectionClass, file.Kind == PhoneFileKind.File ? 1 : 0, 4);
        }
    }

    [Theory]
    [InlineData("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata", true)]
    [InlineData("HomeDomain", "Library/Safari/History.db", true)]
    [InlineData("HomeDomain", "Library/Safari/SafariTabs.db", true)]
    [InlineData("HomeDomain", "Library/CoreDuet/People/interactionC.db", true)]
    [InlineData("HealthDomain", "Health/healthdb_secure.sqlite", true)]
    [InlineData("SystemPreferencesDomain", "com.apple.wifi.known-networks.plist", true)]
    [InlineData("HomeDomain", "Library/SMS/sms.db", false)]
    [InlineData("HomeDomain", "Library/Safari/Bookmarks.db", false)]
    [InlineData("HomeDomain", "Library/Safari", false)]
    [InlineData("CameraRollDomain", "Media/PhotoData/Photos.sqlite", false)]
    public void Private_stores_are_only_in_encrypted_backups(string domain, string path, bool isPrivate)
    {
        Assert.Equal(isPrivate, TestPhone.Entry(domain, path).OnlyWhenEncrypted);
    }

    [Fact]
    public void An_unencrypted_backup_lacks_no_directory_above_what_it_takes()
    {
        Dictionary<(string, string), PhoneFile> entries =
            TestPhone.Default.Files.ToDictionary(static file => (file.Domain, file.RelativePath));
        foreach (PhoneFile file in TestPhone.Default.Files.Where(static file => !file.OnlyWhenEncrypted))
        {
            for (string path = file.RelativePath; path.Length > 0;)
            {
                path = path.LastIndexOf('/') is int slash and >= 0 ? path[..slash] : "";
                Assert.False(entries[(file.Domain, path)].OnlyWhenEncrypted);
            }
        }
    }

    [Fact]
    public void Each_app_s_domains_are_there()
    {
        HashSet<string> domains = [.. TestPhone.Default.Files.Select(static file => file.Domain)];
        List<PhoneApp> apps = [.. TestPhone.Default.Apps.Where(static app => !app.IsSystem)];
        Assert.InRange(apps.Count, 8, 12);
        foreach (PhoneApp app in apps)
        {
            Assert.Contains("AppDomain-" + app.BundleId, domains);
            Assert.All(app.PlugIns, plugIn => Assert.Contains("AppDomainPlugin-" + plugIn, domains));
            Assert.All(app.Groups, group => Assert.Contains("AppDomainGroup-" + group, domains));
        }

        Assert.Contains(apps, static app => app.PlugIns.Count > 0);
        Assert.Contains(apps, static app => app.Groups.Count > 0);
    }

    [Fact]
    public void The_media_folder_shows_the_camera_s_files_and_more()
    {
        Dictionary<string, PhoneMediaFile> media =
            TestPhone.Default.MediaFiles.ToDictionary(static file => file.Path);
        PhoneFile photo = TestPhone.Entry("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG");
        Assert.Same(photo.Content, media["DCIM/100APPLE/IMG_0001.JPG"].Content);
        Assert.Contains("iTunes_Control/iTunes/iTunesPrefs", media.Keys);
    }

    [Fact]
    public void Numbers_set_how_much_there_is()
    {
        StarterContent phone = StarterPhone.Create(s_small with
        {
            Messages = 3000, Photos = 150, Calls = 200, Contacts = 90, HistoryVisits = 500, WhatsAppMessages = 400,
            AppDocuments = 300,
        });
        Assert.Equal(3000, phone.Truth.Count(StarterKind.Message) + phone.Truth.Count(StarterKind.Reaction));
        Assert.Equal(StarterTruth.MostSamples, phone.Truth.Samples(StarterKind.Message).Count);
        Assert.Equal(150, phone.Truth.Count(StarterKind.Photo));
        Assert.Equal(200, phone.Truth.Count(StarterKind.Call));
        Assert.Equal(90, phone.Truth.Count(StarterKind.Contact));
        Assert.Equal(500, phone.Truth.Count(StarterKind.HistoryVisit));
        Assert.Equal(400, phone.Truth.Count(StarterKind.WhatsAppMessage));
        Assert.True(phone.Files.Count > 300);
    }

    [Fact]
    public void Even_the_smallest_phone_has_every_kind_of_record()
    {
        StarterContent phone = StarterPhone.Create(s_small);
        Assert.All(Enum.GetValues<StarterKind>(), kind => Assert.True(phone.Truth.Count(kind) > 0, kind.ToString()));
    }

    [Fact]
    public void The_owner_s_name_is_the_phone_s()
    {
        StarterContent phone = StarterPhone.Create(s_small with { OwnerName = "Zoë van Dijk" });
        Assert.Contains(
            phone.Truth.Samples(StarterKind.Contact), static contact => contact.Text == "Zoë van Dijk");
    }

    internal static void AssertSame(StarterContent one, StarterContent other)
    {
        Assert.Equal(one.Files.Count, other.Files.Count);
        foreach ((PhoneFile first, PhoneFile second) in one.Files.Zip(other.Files))
        {
            Assert.Equal(Bare(first), Bare(second));
            Assert.Equal(TestPhone.Bytes(first), TestPhone.Bytes(second));
            Assert.Equal(first.ExtendedAttributes, second.ExtendedAttributes);
        }
    }

    private static PhoneFile Bare(PhoneFile file) => file with { Content = null, ExtendedAttributes = null };
}
