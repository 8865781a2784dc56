using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Tests;

/// <summary>A phone after a restore, compared with the one that its backup is of.</summary>
internal static class RestoredPhone
{
    /// <summary>Checks that a phone has exactly what another has: every entry, attribute, time and byte.</summary>
    public static void RequireEqual(PhoneContentSnapshot original, VirtualPhone restored)
    {
        Dictionary<(string, string), PhoneFile> wanted = Read(original);
        Dictionary<(string, string), PhoneFile> found = Read(restored.Content.TakeSnapshot());
        Assert.Empty(wanted.Keys.Except(found.Keys));
        Assert.Empty(found.Keys.Except(wanted.Keys));
        foreach (KeyValuePair<(string, string), PhoneFile> entry in wanted)
        {
            Compare(entry.Value, found[entry.Key]);
        }
    }

    private static Dictionary<(string Domain, string Path), PhoneFile> Read(PhoneContentSnapshot content) =>
        content.ToDictionary(static file => (file.Domain, file.RelativePath));

    private static void Compare(PhoneFile wanted, PhoneFile found)
    {
        Assert.Equal(Normalize(wanted), Normalize(found));
        Assert.Equal(wanted.ExtendedAttributes?.OrderBy(Name), found.ExtendedAttributes?.OrderBy(Name));
        using Stream expected = wanted.Content?.Open() ?? Stream.Null;
        using Stream actual = found.Content?.Open() ?? Stream.Null;
        RequireEqual(expected, actual, $"{wanted.Domain}-{wanted.RelativePath}");
    }

    /// <summary>
    /// What shows of an entry: numbers of inodes do not travel, and what only steers backups is no part of it.
    /// </summary>
    private static PhoneFile Normalize(PhoneFile file) => file with
    {
        Content = null,
        ExtendedAttributes = null,
        Inode = null,
        OnlyWhenEncrypted = false,
        StatedSize = null,
        LastStatusChange = file.LastStatusChange ?? file.LastModified,
        Birth = file.Birth ?? file.LastModified,
    };

    private static string Name(KeyValuePair<string, byte[]> attribute) => attribute.Key;

    private static void RequireEqual(Stream expected, Stream actual, string name)
    {
        byte[] left = new byte[64 * 1024];
        byte[] right = new byte[left.Length];
        for (int count = 1; count > 0;)
        {
            count = expected.ReadAtLeast(left, left.Length, throwOnEndOfStream: false);
            int other = actual.ReadAtLeast(right, right.Length, throwOnEndOfStream: false);
            Assert.True(
                count == other && left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, other)), $"{name} differs.");
        }
    }
}
