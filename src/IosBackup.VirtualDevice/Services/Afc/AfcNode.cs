using System;
using System.Collections.Generic;
using System.IO;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>An entry of the tree that AFC shows. Guarded by the tree's lock.</summary>
internal sealed class AfcNode
{
    private AfcNode()
    {
    }

    /// <summary>What a directory holds; null for anything else.</summary>
    public SortedDictionary<string, AfcNode>? Children { get; private init; }

    /// <summary>What a file holds; null for anything else.</summary>
    public MemoryStream? Content { get; private init; }

    /// <summary>Where a link leads; null for anything else.</summary>
    public string? LinkTarget { get; private init; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long ModifiedAt { get; set; } = Now();

    /// <summary>Nanoseconds since 1970.</summary>
    public long BornAt { get; } = Now();

    /// <summary>Connections that hold a shared lock.</summary>
    public HashSet<object> SharedOwners { get; } = [];

    /// <summary>The connection that holds the exclusive lock.</summary>
    public object? ExclusiveOwner { get; set; }

    public static AfcNode MakeDirectory() => new() { Children = new(StringComparer.Ordinal) };

    public static AfcNode MakeFile() => new() { Content = new MemoryStream() };

    public static AfcNode MakeLink(string target) => new() { LinkTarget = target };

    /// <summary>Takes a lock; false when someone else holds one that excludes it.</summary>
    public bool TryLock(object owner, bool exclusive)
    {
        bool others = SharedOwners.Count > (SharedOwners.Contains(owner) ? 1 : 0);
        if ((ExclusiveOwner is not null && ExclusiveOwner != owner) || (exclusive && others))
        {
            return false;
        }

        Unlock(owner);
        if (exclusive)
        {
            ExclusiveOwner = owner;
        }
        else
        {
            SharedOwners.Add(owner);
        }

        return true;
    }

    /// <summary>Gives up the owner's lock; false when it had none.</summary>
    public bool Unlock(object owner)
    {
        bool shared = SharedOwners.Remove(owner);
        bool exclusive = ExclusiveOwner == owner;
        ExclusiveOwner = exclusive ? null : ExclusiveOwner;
        return shared || exclusive;
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;
}
