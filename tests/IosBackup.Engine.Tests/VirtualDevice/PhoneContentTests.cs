using System.Collections.Generic;
using System.IO;
using System.Linq;
using CsCheck;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class PhoneContentTests
{
    [Fact]
    public void A_snapshot_does_not_see_later_changes()
    {
        PhoneContent content = new();
        content.Put("HomeDomain", "a/b", "old");
        PhoneContentSnapshot before = content.TakeSnapshot();
        content.Put("HomeDomain", "a/b", "newer");
        content.Put("HomeDomain", "c", "new");
        Assert.Equal(["", "a", "a/b"], before.Select(static file => file.RelativePath));
        Assert.Equal(3, before.Last().Content!.Length);
        Assert.Equal(["", "a", "a/b", "c"], content.TakeSnapshot().Select(static file => file.RelativePath));
    }

    [Fact]
    public void Inodes_change_with_content_only()
    {
        PhoneContent content = new();
        content.Put("HomeDomain", "a", "one");
        PhoneFile first = content.Find("HomeDomain", "a")!;
        content.Put(first with { Inode = null, Permissions = 0 });
        Assert.Equal(first.Inode, content.Find("HomeDomain", "a")!.Inode);
        content.Put("HomeDomain", "a", "two");
        Assert.NotEqual(first.Inode, content.Find("HomeDomain", "a")!.Inode);
    }

    [Fact]
    public void Removing_a_folder_removes_what_it_holds()
    {
        PhoneContent content = new();
        content.Put("HomeDomain", "a/b/c", "1");
        content.Put("HomeDomain", "ab", "2");
        Assert.True(content.Remove("HomeDomain", "a"));
        Assert.False(content.Remove("HomeDomain", "a"));
        Assert.Equal(["", "ab"], content.TakeSnapshot().Select(static file => file.RelativePath));
    }

    [Fact]
    public void Every_entry_comes_once_and_after_its_folder()
    {
        PhoneContent content = new();
        content.Put("CameraRollDomain", "Media/DCIM/x", "1");
        GeneratedFiles set = content.Add(MakeSet(2500));
        content.Add(MakeSet(3) with { Folder = "Media/Other" });
        HashSet<string> seen = [];
        foreach (PhoneFile file in content.TakeSnapshot())
        {
            Assert.True(seen.Add(file.RelativePath));
            int slash = file.RelativePath.LastIndexOf('/');
            Assert.Contains(slash < 0 ? "" : file.RelativePath[..slash], seen);
        }

        Assert.Equal(2500 + 3 + 1, content.TakeSnapshot().Count(static file => file.Kind == PhoneFileKind.File));
        Assert.Equal(
            content.TakeSnapshot().Count(static file => file.Kind == PhoneFileKind.File),
            content.TakeSnapshot().Where(static file => file.Kind == PhoneFileKind.File)
                .Select(static file => file.Inode).Distinct().Count());
        Assert.True(content.Remove(set));
    }

    [Fact]
    public void A_revision_changes_the_first_files_only()
    {
        PhoneContent content = new();
        GeneratedFiles set = content.Add(MakeSet(10));
        PhoneFile[] before = ReadFiles(content);
        content.Replace(set, set with { Revision = 1, RevisedCount = 4 });
        PhoneFile[] after = ReadFiles(content);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.Equal(i >= 4, before[i].LastModified == after[i].LastModified);
            Assert.Equal(i >= 4, ReadAll(before[i].Content!).SequenceEqual(ReadAll(after[i].Content!)));
        }
    }

    [Fact]
    public void The_total_size_is_spread_exactly()
    {
        PhoneContent content = new();
        content.Add(MakeSet(7) with { TotalSize = 100 });
        Assert.Equal(100, ReadFiles(content).Sum(static file => file.Content!.Length));
    }

    [Fact]
    public void Generated_bytes_follow_from_the_seed() =>
        Gen.Select(Gen.ULong, Gen.Int[0, 20_000], Gen.Int[1, 5000]).Sample(static (seed, length, piece) =>
        {
            byte[] whole = ReadAll(PhoneFileContent.Generated(seed, length));
            using Stream pieces = PhoneFileContent.Generated(seed, length).Open();
            byte[] buffer = new byte[length + 1];
            int done = 0;
            int count;
            while ((count = pieces.Read(buffer, done, System.Math.Min(piece, buffer.Length - done))) > 0)
            {
                done += count;
            }

            Assert.Equal(length, done);
            Assert.Equal(whole, buffer[..length]);
            Assert.True(length < 8 || !ReadAll(PhoneFileContent.Generated(seed + 1, length)).SequenceEqual(whole));
        });

    private static GeneratedFiles MakeSet(int count) => new()
    {
        Domain = "CameraRollDomain",
        Folder = "Media/DCIM",
        Count = count,
        TotalSize = 100L * count,
    };

    private static PhoneFile[] ReadFiles(PhoneContent content) =>
        [.. content.TakeSnapshot().Where(static file => file.Kind == PhoneFileKind.File)];

    private static byte[] ReadAll(PhoneFileContent content)
    {
        using Stream stream = content.Open();
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
