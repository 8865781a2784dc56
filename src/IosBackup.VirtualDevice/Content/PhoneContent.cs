using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.VirtualDevice.Content;

/// <summary>
/// The files of a phone, by domain and path. Every change is seen by the next backup; one that is under way reads the
/// state it began with. Safe for use from several threads.
/// </summary>
public sealed class PhoneContent
{
    private const int DirectoryPermissions = 0b111_101_101;
    private const long FirstInode = 1 << 20;

    private readonly object _lock = new();
    private readonly SortedDictionary<PhoneFileKey, PhoneFile> _files = [];
    private readonly List<GeneratedFiles> _generated = [];
    private PhoneContentSnapshot? _snapshot;
    private long _nextInode = FirstInode;

    /// <summary>Number of entries, directories and generated files included.</summary>
    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _files.Count + _generated.Sum(static set => (long)set.Count);
            }
        }
    }

    /// <summary>
    /// Adds an entry or replaces the one of the same name. Folders that are missing on the way to it are made. An entry
    /// without an inode keeps its predecessor's when its content is the same object, and gets a new one otherwise: a
    /// phone's apps save by replacing files.
    /// </summary>
    public void Put(PhoneFile file)
    {
        lock (_lock)
        {
            Store(file);
            _snapshot = null;
        }
    }

    /// <summary>Adds or replaces entries.</summary>
    public void Put(IEnumerable<PhoneFile> files)
    {
        lock (_lock)
        {
            foreach (PhoneFile file in files)
            {
                Store(file);
            }

            _snapshot = null;
        }
    }

    /// <summary>Adds or replaces a regular file that was changed now.</summary>
    public void Put(string domain, string relativePath, PhoneFileContent content) => Put(new PhoneFile
    {
        Domain = domain,
        RelativePath = relativePath,
        Content = content,
        LastModified = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
    });

    /// <summary>Adds or replaces a text file that was changed now.</summary>
    public void Put(string domain, string relativePath, string text) =>
        Put(domain, relativePath, PhoneFileContent.FromBytes(Encoding.UTF8.GetBytes(text)));

    /// <summary>Adds files that are computed while they are read.</summary>
    /// <returns>The set as it was added, for <see cref="Replace"/> and <see cref="Remove(GeneratedFiles)"/>.</returns>
    public GeneratedFiles Add(GeneratedFiles files)
    {
        lock (_lock)
        {
            GeneratedFiles added = files with { FirstInode = _nextInode };
            _nextInode += added.Count + (added.Count / added.FilesPerFolder) + 2;
            _generated.Add(added);
            _snapshot = null;
            return added;
        }
    }

    /// <summary>Puts a changed set of computed files in the place of one that was added.</summary>
    /// <returns>The set as it stands now.</returns>
    /// <exception cref="ArgumentException">The set was not added, or is larger than the one it replaces.</exception>
    public GeneratedFiles Replace(GeneratedFiles old, GeneratedFiles replacement)
    {
        lock (_lock)
        {
            int at = _generated.IndexOf(old);
            if (at < 0 || replacement.Count > old.Count)
            {
                throw new ArgumentException("Not a smaller or changed version of an added set.", nameof(replacement));
            }

            _generated[at] = replacement with { FirstInode = old.FirstInode };
            _snapshot = null;
            return _generated[at];
        }
    }

    /// <summary>Removes a set of computed files.</summary>
    public bool Remove(GeneratedFiles files)
    {
        lock (_lock)
        {
            _snapshot = null;
            return _generated.Remove(files);
        }
    }

    /// <summary>Removes an entry and everything below it; false when there is none.</summary>
    public bool Remove(string domain, string relativePath)
    {
        lock (_lock)
        {
            PhoneFileKey[] doomed = [.. _files.Keys.Where(key => key.Domain == domain
                && (key.RelativePath == relativePath || relativePath.Length == 0
                    || key.RelativePath.StartsWith(relativePath + "/", StringComparison.Ordinal)))];
            foreach (PhoneFileKey key in doomed)
            {
                _files.Remove(key);
            }

            _snapshot = null;
            return doomed.Length > 0;
        }
    }

    /// <summary>Removes everything.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _files.Clear();
            _generated.Clear();
            _snapshot = null;
        }
    }

    /// <summary>
    /// Puts files in the place of everything that is there, computed files included. Entries without an inode get a new
    /// one.
    /// </summary>
    public void Reset(IEnumerable<PhoneFile> files)
    {
        lock (_lock)
        {
            _files.Clear();
            _generated.Clear();
            foreach (PhoneFile file in files)
            {
                Store(file);
            }

            _snapshot = null;
        }
    }

    /// <summary>An inode number that nothing has.</summary>
    internal long TakeInode()
    {
        lock (_lock)
        {
            return _nextInode++;
        }
    }

    /// <summary>The entry of a name; null when there is none, or when it is a computed one.</summary>
    public PhoneFile? Find(string domain, string relativePath)
    {
        lock (_lock)
        {
            return _files.TryGetValue(new PhoneFileKey(domain, relativePath), out PhoneFile? file) ? file : null;
        }
    }

    /// <summary>The content as it is now. Later changes do not reach it.</summary>
    public PhoneContentSnapshot TakeSnapshot()
    {
        lock (_lock)
        {
            return _snapshot ??= new PhoneContentSnapshot([.. _files.Values], [.. _generated]);
        }
    }

    private void Store(PhoneFile file)
    {
        PhoneFileKey key = new(file.Domain, file.RelativePath);
        if (file.Inode is null)
        {
            bool sameContent = _files.TryGetValue(key, out PhoneFile? old)
                && ReferenceEquals(old.Content, file.Content) && old.Kind == file.Kind;
            file = file with { Inode = sameContent ? old!.Inode : _nextInode++ };
        }

        _files[key] = file;
        for (string? parent = PhonePaths.Parent(file.RelativePath);
            parent is not null && !_files.ContainsKey(new PhoneFileKey(file.Domain, parent));
            parent = PhonePaths.Parent(parent))
        {
            _files.Add(new PhoneFileKey(file.Domain, parent), new PhoneFile
            {
                Domain = file.Domain,
                RelativePath = parent,
                Kind = PhoneFileKind.Directory,
                Permissions = DirectoryPermissions,
                ProtectionClass = 0,
                LastModified = file.LastModified,
                Inode = _nextInode++,
            });
        }
    }
}
