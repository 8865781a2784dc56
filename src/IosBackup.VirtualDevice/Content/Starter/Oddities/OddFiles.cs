using System;
using System.Collections.Generic;
using System.Text;
using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Oddities;

/// <summary>
/// Writes files that phones have and programs stumble over: names that Windows cannot have, names that differ in case
/// or Unicode form alone, links, hard links, attributes, and values at the edge of their fields.
/// </summary>
internal sealed class OddFiles(Story story)
{
    private const string Domain = "AppDomain-" + InstalledApps.Papershelf;
    private const string Folder = "Documents/Odd/";
    private const int Nobody = -2;
    private const int RestrictedFlag = 128;
    private const int LongestName = 255;

    public void Write()
    {
        WriteNames();
        WriteLinks();
        WriteEdges();
        WriteSystemOddities();
    }

    private void WriteNames()
    {
        foreach (string name in new[]
        {
            "Report: \"Q3\" <final>?.txt", "pipe|star*.txt", "back\\slash.txt", "CON", "aux.txt", "COM1.log",
            "trailing dot.", "trailing space ", " leading space", "tab\tname.txt", "line\nbreak.txt", "README.txt",
            "readme.txt", "Amélie.txt", "Ame\u0301lie.txt", "🏔️ plans 👩‍👩‍👧‍👦.md", "-rf", "~$draft.docx",
            ".hidden", "100%.txt", "a'b;c&d.txt", "مرحبا.txt", "日本語.txt", "$RECYCLE.BIN", "no extension",
            "desktop.ini", "🧗🏽.txt",
        })
        {
            story.Files.Add(Domain, Folder + name, Encoding.UTF8.GetBytes(name), story.DaysAgo(10, 9, 0));
        }

        story.Files.Add(
            Domain, Folder + new string('n', LongestName), Encoding.UTF8.GetBytes("long"), story.DaysAgo(10, 9, 0));
        StringBuilder deep = new(Folder);
        for (int i = 0; i < 30; i++)
        {
            deep.Append("a folder in a folder/");
        }

        story.Files.Add(Domain, deep + "the end.txt", Encoding.UTF8.GetBytes("deep"), story.DaysAgo(10, 9, 0));
    }

    private void WriteLinks()
    {
        AddLink(Domain, Folder + "latest", "README.txt");
        AddLink(Domain, Folder + "up and away", "../../Library/Preferences");
        AddLink(Domain, Folder + "dangling", "nowhere/to be found");
        AddLink(
            "AppDomain-com.apple.mobilesafari",
            "Library/WebKit/WebsiteData/IndexedDB/v0",
            "/var/mobile/Containers/Data/Application/B3E6D6FF-FA80-432B-987A-030B96AE0364/"
                + "Library/WebKit/WebsiteData/IndexedDB");
        AddLink(
            "HomeDomain",
            "Library/Preferences/com.apple.carrier.default.plist",
            "/var/mobile/Library/Carrier Bundles/Overlay/device+carrier+Default.bundle+D83+62.0.plist");
        story.Files.Add(new PhoneFile
        {
            Domain = "DatabaseDomain", RelativePath = "timezone/localtime", Kind = PhoneFileKind.SymbolicLink,
            LinkTarget = "/var/db/timezone/zoneinfo/" + PhoneTime.ZoneName, Permissions = 0b111_101_101, UserId = 0,
            GroupId = 0, LastModified = PhoneTime.Unix(story.DaysAgo(1400, 9, 0)), ProtectionClass = 0,
        });
    }

    private void WriteEdges()
    {
        byte[] shared = Encoding.UTF8.GetBytes("two names, one file");
        Add("hard link 1.txt", shared, static file => file with { Inode = 4_294_967_298 });
        Add("hard link 2.txt", shared, static file => file with { Inode = 4_294_967_298 });
        Add("empty", [], static file => file with { Content = null });
        Add("before 1970.txt", "old"u8.ToArray(), static file => file with { LastModified = -86_400, Birth = -86_401 });
        Add("at zero.txt", "zero"u8.ToArray(), static file => file with { LastModified = 0, Birth = 0 });
        Add("last moment.txt", "late"u8.ToArray(), static file => file with { LastModified = int.MaxValue, Birth = 1 });
        Add("nobody's.txt", "?"u8.ToArray(), static file => file with { UserId = Nobody, GroupId = Nobody });
        Add("no rights.txt", "-"u8.ToArray(), static file => file with { Permissions = 0 });
        Add("set-uid.sh", "#!/bin/sh\n"u8.ToArray(), static file => file with { Permissions = 0b100_111_101_101 });
        Add("complete protection.txt", "a"u8.ToArray(), static file => file with { ProtectionClass = 1 });
        Add("unless open.txt", "b"u8.ToArray(), static file => file with { ProtectionClass = 2 });
        Add("tagged.txt", "tags"u8.ToArray(), static file => file with
        {
            ExtendedAttributes = new Dictionary<string, byte[]>
            {
                ["com.apple.TextEncoding"] = Encoding.ASCII.GetBytes("utf-8;134217984"),
                ["com.apple.lastuseddate#PS"] = new byte[16],
                ["empty"] = [],
            },
        });
        using StoreBuilder store = new("CREATE TABLE t (a TEXT);");
        store.Insert("t", new StoreRow { ["a"] = "one row" });
        byte[] image = store.ToImage();
        Add("growing.db", image, file => file with { StatedSize = image.Length + 4096 });
    }

    private void WriteSystemOddities()
    {
        const string Daemon = "SysContainerDomain-com.apple.akd";
        foreach (string path in new[] { "Documents", "Library", "Library/Preferences", "tmp" })
        {
            story.Files.Add(new PhoneFile
            {
                Domain = Daemon, RelativePath = path, Kind = PhoneFileKind.Directory, Permissions = 0, UserId = Nobody,
                GroupId = Nobody, ProtectionClass = 0, LastModified = PhoneTime.Unix(story.DaysAgo(1400, 9, 0)),
            });
        }

        story.Files.Add(new PhoneFile
        {
            Domain = "HomeDomain", RelativePath = "Library/DuetExpertCenter", Kind = PhoneFileKind.Directory,
            Permissions = 0b111_000_000, Flags = RestrictedFlag, ProtectionClass = 0,
            LastModified = PhoneTime.Unix(story.DaysAgo(1400, 9, 0)),
            ExtendedAttributes = new Dictionary<string, byte[]>
            {
                ["com.apple.rootless"] = Encoding.ASCII.GetBytes("proactivepredictions"),
            },
        });
        story.Files.Add(new PhoneFile
        {
            Domain = "HomeDomain", RelativePath = "Library/DuetExpertCenter/ATXBackupData", Permissions = 0b110_000_000,
            Flags = RestrictedFlag, LastModified = PhoneTime.Unix(story.DaysAgo(3, 2, 0)),
            Content = PhoneFileContent.FromBytes(story.Random("odd").Bytes(700)),
        });
    }

    private void AddLink(string domain, string path, string target) => story.Files.Add(new PhoneFile
    {
        Domain = domain, RelativePath = path, Kind = PhoneFileKind.SymbolicLink, LinkTarget = target,
        Permissions = 0b111_101_101, ProtectionClass = 0, LastModified = PhoneTime.Unix(story.DaysAgo(1300, 9, 0)),
    });

    private void Add(string name, byte[] content, Func<PhoneFile, PhoneFile> change) =>
        story.Files.Add(change(new PhoneFile
        {
            Domain = Domain, RelativePath = Folder + name, LastModified = PhoneTime.Unix(story.DaysAgo(10, 9, 0)),
            Content = PhoneFileContent.FromBytes(content),
        }));
}
