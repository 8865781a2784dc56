using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>Collects the entries of a phone's file system and completes the directories above them.</summary>
internal sealed class PhoneFileSet(DateTimeOffset setUp)
{
    private const int PrivateFile = 0b110_000_000;
    private const int PublicFile = 0b110_100_100;
    private const int PublicDirectory = 0b111_101_101;
    private const int PassableDirectory = 0b111_001_001;
    private const int GroupDirectory = 0b111_101_000;
    private const int PrivateDirectory = 0b111_000_000;
    private const int UntilFirstUnlock = 3;
    private const int Always = 4;

    private static readonly HashSet<string> s_rootDomains = new(StringComparer.Ordinal)
    {
        "RootDomain", "SystemPreferencesDomain", "WirelessDomain", "DatabaseDomain", "KeychainDomain",
        "ManagedPreferencesDomain", "MobileDeviceDomain",
    };

    private static readonly HashSet<string> s_privateDirectories = new(StringComparer.Ordinal)
    {
        "Library/Accounts", "Library/AddressBook", "Library/Calendar", "Library/Cookies", "Library/Mail",
        "Library/Notes", "Library/SMS", "Library/Safari", "Library/WebClips",
    };

    private readonly Dictionary<(string Domain, string Path), PhoneFile> _entries = [];

    /// <summary>Adds a file with the mode, owner and protection that such files usually have.</summary>
    public void Add(
        string domain, string path, byte[] content, DateTimeOffset modified, bool onlyWhenEncrypted = false) =>
        Add(domain, path, PhoneFileContent.FromBytes(content), modified, onlyWhenEncrypted);

    /// <summary>Adds a file with the mode, owner and protection that such files usually have.</summary>
    public void Add(
        string domain, string path, PhoneFileContent? content, DateTimeOffset modified, bool onlyWhenEncrypted = false)
    {
        bool isDatabase = path.EndsWith(".db", StringComparison.Ordinal) || path.Contains(".sqlite")
            || path.EndsWith(".storedata", StringComparison.Ordinal);
        bool isPreference = domain == "SystemPreferencesDomain"
            || path.StartsWith("Library/Preferences/", StringComparison.Ordinal);
        int owner = Owner(domain);
        Add(new PhoneFile
        {
            Domain = domain,
            RelativePath = path,
            Permissions = isPreference ? PrivateFile : PublicFile,
            UserId = owner,
            GroupId = owner,
            LastModified = PhoneTime.Unix(modified),
            Birth = isDatabase || isPreference ? PhoneTime.Unix(setUp) : null,
            ProtectionClass = isDatabase || isPreference || owner == 0 ? Always : UntilFirstUnlock,
            Content = content,
            OnlyWhenEncrypted = onlyWhenEncrypted,
        });
    }

    /// <summary>Adds an entry as it is.</summary>
    public void Add(PhoneFile entry) => _entries.Add((entry.Domain, entry.RelativePath), entry);

    /// <summary>Adds directories.</summary>
    public void AddDirectories(string domain, params string[] paths)
    {
        foreach (string path in paths)
        {
            _entries[(domain, path)] = Directory(domain, path);
        }
    }

    /// <summary>All entries with every directory above them, sorted by domain and path.</summary>
    public IReadOnlyList<PhoneFile> Complete()
    {
        foreach (PhoneFile entry in _entries.Values.ToList())
        {
            AddAncestors(entry.Domain, entry.RelativePath);
        }

        List<PhoneFile> directories =
            [.. _entries.Values.Where(static entry => entry.Kind == PhoneFileKind.Directory)];
        ILookup<(string, string), (string Domain, string Path)> children = _entries.Keys
            .Where(static key => key.Path.Length > 0).ToLookup(static key => (key.Domain, Parent(key.Path)));

        // Deepest first: a directory's time, and whether all backups have it, follow from what it holds.
        foreach (PhoneFile directory in directories.OrderByDescending(static entry => Depth(entry.RelativePath)))
        {
            List<PhoneFile> content =
                [.. children[(directory.Domain, directory.RelativePath)].Select(key => _entries[key])];
            _entries[(directory.Domain, directory.RelativePath)] = directory with
            {
                LastModified = content.Select(static entry => entry.Birth ?? entry.LastModified)
                    .Append(directory.LastModified).Max(),
                OnlyWhenEncrypted = content.Count > 0 && content.All(static entry => entry.OnlyWhenEncrypted),
            };
        }

        return
        [
            .. _entries.Values.OrderBy(static entry => entry.Domain, StringComparer.Ordinal)
                .ThenBy(static entry => entry.RelativePath, StringComparer.Ordinal),
        ];
    }

    private void AddAncestors(string domain, string path)
    {
        while (path.Length > 0)
        {
            path = Parent(path);
            if (_entries.ContainsKey((domain, path)))
            {
                return;
            }

            AddDirectories(domain, path);
        }
    }

    private PhoneFile Directory(string domain, string path)
    {
        int owner = Owner(domain);
        return new PhoneFile
        {
            Domain = domain,
            RelativePath = path,
            Kind = PhoneFileKind.Directory,
            Permissions = DirectoryMode(domain, path),
            UserId = owner,
            GroupId = owner,
            LastModified = PhoneTime.Unix(setUp),
            Birth = PhoneTime.Unix(setUp),
            ProtectionClass = 0,
        };
    }

    private static string Parent(string path) => path.Substring(0, Math.Max(0, path.LastIndexOf('/')));

    private static int DirectoryMode(string domain, string path) => (domain, path) switch
    {
        ("HomeDomain", "" or "Library") => PassableDirectory,
        ("HomeDomain", _) when s_privateDirectories.Contains(path) => PrivateDirectory,
        ("CameraRollDomain" or "MediaDomain" or "HealthDomain", "") => PassableDirectory,
        ("CameraRollDomain" or "MediaDomain", "Media" or "Media/DCIM" or "Media/PhotoData") => GroupDirectory,
        _ => PublicDirectory,
    };

    private static int Owner(string domain) =>
        s_rootDomains.Contains(domain) || domain.StartsWith("Sys", StringComparison.Ordinal) ? 0 : 501;

    private static int Depth(string path) =>
        path.Length == 0 ? 0 : 1 + path.Count(static character => character == '/');
}
