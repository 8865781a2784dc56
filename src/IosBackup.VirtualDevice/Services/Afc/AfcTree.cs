using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>
/// The files that AFC shows, in memory. Paths are absolute; folders on the way to a file are made. Safe for use from
/// several threads; locks hold across connections.
/// </summary>
public sealed class AfcTree
{
    /// <summary>The file whose lock keeps two computers from syncing at once.</summary>
    public const string SyncLockPath = "/com.apple.itunes.lock_sync";

    private readonly AfcNode _root = AfcNode.MakeDirectory();

    /// <summary>Guards the tree and every node of it.</summary>
    internal object Lock { get; } = new();

    /// <summary>A tree with what every phone has.</summary>
    public static AfcTree CreateSample()
    {
        AfcTree tree = new();
        tree.MakeDirectory("/DCIM/100APPLE");
        tree.MakeDirectory("/Downloads");
        tree.MakeDirectory("/iTunes_Control/Music");
        byte[] preferences = PropertyList.ToXml(new PlistDictionary { ["iPodPrefs"] = new byte[16] });
        tree.Write("/iTunes_Control/iTunes/iTunesPrefs.plist", preferences);
        tree.Write("/iTunes_Control/iTunes/iTunesPrefs", Encoding.ASCII.GetBytes("frpd"));
        tree.Write("/iTunes_Control/iTunes/VoiceMemos.plist", PropertyList.ToXml(new PlistDictionary()));
        tree.Write("/Books/iBooksData2.plist", PropertyList.ToXml(new PlistDictionary { ["Books"] = new PlistArray() }));
        return tree;
    }

    /// <summary>Adds a file, or replaces its content.</summary>
    public void Write(string path, byte[] content)
    {
        lock (Lock)
        {
            AfcNode file = OpenOrCreate(path);
            file.Content!.SetLength(0);
            file.Content.Position = 0;
            file.Content.Write(content, 0, content.Length);
        }
    }

    /// <summary>The content of a file; null when there is none.</summary>
    public byte[]? Read(string path)
    {
        lock (Lock)
        {
            return Find(path)?.Content?.ToArray();
        }
    }

    /// <summary>Makes a directory and those on the way to it.</summary>
    public void MakeDirectory(string path)
    {
        lock (Lock)
        {
            FindDirectory(Split(path), create: true);
        }
    }

    /// <summary>Holds the exclusive lock of a file, as another computer would; disposing the result releases it.</summary>
    /// <exception cref="InvalidOperationException">Someone holds it already.</exception>
    public IDisposable HoldLock(string path)
    {
        object owner = new();
        lock (Lock)
        {
            AfcNode file = OpenOrCreate(path);
            if (!file.TryLock(owner, exclusive: true))
            {
                throw new InvalidOperationException($"{path} is locked already.");
            }

            return new Releaser(() =>
            {
                lock (Lock)
                {
                    file.Unlock(owner);
                }
            });
        }
    }

    /// <summary>Whether someone holds the exclusive lock of a file.</summary>
    public bool IsLocked(string path)
    {
        lock (Lock)
        {
            return Find(path)?.ExclusiveOwner is not null;
        }
    }

    /// <summary>The node of a path, links followed; null when there is none. Call it with the lock held.</summary>
    internal AfcNode? Find(string path, bool followLast = true)
    {
        const int MostLinks = 16;
        for (int links = 0; links < MostLinks; links++)
        {
            string[] parts = Split(path);
            AfcNode? node = parts.Length == 0
                ? _root
                : FindChild(parts);
            if (node?.LinkTarget is not string target || !followLast)
            {
                return node;
            }

            path = target.Length > 0 && target[0] == '/'
                ? target
                : string.Join("/", parts.Take(parts.Length - 1)) + "/" + target;
        }

        return null;
    }

    /// <summary>The file of a path, made when it does not exist. Call it with the lock held.</summary>
    /// <exception cref="AfcException">The path is a directory, or leads through a file.</exception>
    internal AfcNode OpenOrCreate(string path)
    {
        if (Find(path) is AfcNode found)
        {
            return found.Content is not null ? found : throw new AfcException(AfcStatus.IsDirectory);
        }

        AfcNode file = AfcNode.MakeFile();
        Add(path, file);
        return file;
    }

    /// <summary>Adds a node in the place of an older one. Call it with the lock held.</summary>
    internal void Add(string path, AfcNode node)
    {
        string[] parts = Split(path);
        if (parts.Length == 0)
        {
            throw new AfcException(AfcStatus.InvalidArgument);
        }

        FindDirectory([.. parts.Take(parts.Length - 1)], create: true)!.Children![parts.Last()] = node;
    }

    /// <summary>Takes a node out of the tree and returns it. Call it with the lock held.</summary>
    /// <exception cref="AfcException">There is none, or it is a directory that must be empty and is not.</exception>
    internal AfcNode Remove(string path, bool recursive)
    {
        string[] parts = Split(path);
        AfcNode node = (parts.Length == 0 ? null : Find(path, followLast: false))
            ?? throw new AfcException(AfcStatus.NotFound);
        if (!recursive && node.Children is { Count: > 0 })
        {
            throw new AfcException(AfcStatus.UnknownError);
        }

        FindDirectory([.. parts.Take(parts.Length - 1)], create: false)!.Children!.Remove(parts.Last());
        return node;
    }

    private AfcNode? FindChild(string[] parts) =>
        FindDirectory([.. parts.Take(parts.Length - 1)], create: false) is AfcNode directory
        && directory.Children!.TryGetValue(parts.Last(), out AfcNode? child) ? child : null;

    private AfcNode? FindDirectory(string[] parts, bool create)
    {
        AfcNode directory = _root;
        foreach (string part in parts)
        {
            SortedDictionary<string, AfcNode> children = directory.Children!;
            if (!children.TryGetValue(part, out AfcNode? next))
            {
                if (!create)
                {
                    return null;
                }

                children.Add(part, next = AfcNode.MakeDirectory());
            }

            if (next.Children is null)
            {
                return create ? throw new AfcException(AfcStatus.Exists) : null;
            }

            directory = next;
        }

        return directory;
    }

    private static string[] Split(string path) =>
        [.. path.Split('/').Where(static part => part.Length > 0 && part != ".")];
}
