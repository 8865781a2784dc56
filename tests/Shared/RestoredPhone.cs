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
        // Numbers of inodes do not travel, and what is meant for a backup does not show in it.
        PhoneFile plain = wanted with
        {
            Content = null,
            ExtendedAttributes = null,
            Inode = found.Inode,
            OnlyWhenEncrypted = false,
            StatedSize = found.StatedSize,
            LastStatusChange = wanted.LastStatusChange ?? wanted.LastModified,
            Birth = wanted.Birth ?? wanted.LastModified,
        };
        Assert.Equal(plain, found with { Content = null, ExtendedAttributes = null });
        Assert.Equal(wanted.ExtendedAttributes?.OrderBy(Name), found.ExtendedAttributes?.OrderBy(Name));
        using Stream expected = wanted.Content?.Open() ?? Stream.Null;
        using Stream actual = found.Content?.Open() ?? Stream.Null;
        RequireEqual(expected, actual, $"{wanted.Domain}-{wanted.RelativePath}");
    }

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
