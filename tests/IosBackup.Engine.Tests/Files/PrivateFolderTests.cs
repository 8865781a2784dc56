using System;
using System.IO;
using IosBackup.Engine.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

/// <summary>What dead processes left is removed, and nothing else, whatever it is called.</summary>
public sealed class PrivateFolderTests : IDisposable
{
    private const string OwnName = "iosbackup-0123456789abcdef0123456789abcdef";
    private const string Lock = ".lock";

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_folder_is_for_its_user_alone_and_goes_with_its_files()
    {
        PrivateFolder folder = PrivateFolder.Create(_root.Path, sweep: false);
        using (FileStream file = folder.CreateFile("secret"))
        {
            file.WriteByte(1);
        }

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["secret"]));
        }

        folder.Dispose();
        folder.Dispose();
        Assert.Empty(Directory.GetFileSystemEntries(_root.Path));
    }

    [Theory]
    [InlineData(OwnName, Lock)]
    [InlineData(OwnName, Lock, "content", "content-wal")]
    [InlineData(OwnName)]
    public void The_folder_of_a_dead_process_is_removed(string name, params string[] files)
    {
        MakeOldFolder(name, files);

        PrivateFolder.Create(_root.Path, sweep: true).Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(_root.Path));
    }

    [Theory]
    [InlineData("iosbackup-2025")]
    [InlineData("iosbackup-2025", "photo.jpg")]
    [InlineData("iosbackup-archive", Lock, "photo.jpg")]
    [InlineData("iosbackup-0123456789abcdef0123456789abcdef0", Lock)]
    [InlineData(OwnName, "photo.jpg")]
    public void Somebodys_folder_of_such_a_name_stays(string name, params string[] files)
    {
        MakeOldFolder(name, files);

        PrivateFolder.Create(_root.Path, sweep: true).Dispose();

        Assert.True(Directory.Exists(_root[name]));
        Assert.Equal(files.Length, Directory.GetFiles(_root[name]).Length);
    }

    [Fact]
    public void Leftovers_are_emptied_without_following_links()
    {
        string kept = _root.Write("kept.txt", "kept");
        MakeOldFolder(OwnName, [Lock]);
        File.CreateSymbolicLink(_root[OwnName, "link"], kept);
        Age(_root[OwnName]);

        PrivateFolder.Create(_root.Path, sweep: true).Dispose();

        Assert.False(Directory.Exists(_root[OwnName]));
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public void A_folder_in_use_stays()
    {
        using PrivateFolder used = PrivateFolder.Create(_root.Path, sweep: false);
        used.CreateFile("content").Dispose();
        Age(used.Path);

        PrivateFolder.Create(_root.Path, sweep: true).Dispose();

        Assert.True(File.Exists(used["content"]));
    }

    [Fact]
    public void A_folder_whose_process_may_not_have_locked_it_yet_stays()
    {
        Directory.CreateDirectory(_root[OwnName]);

        PrivateFolder.Create(_root.Path, sweep: true).Dispose();

        Assert.True(Directory.Exists(_root[OwnName]));
    }

    private void MakeOldFolder(string name, string[] files)
    {
        Directory.CreateDirectory(_root[name]);
        foreach (string file in files)
        {
            File.WriteAllText(_root[name, file], string.Empty);
        }

        Age(_root[name]);
    }

    private static void Age(string folder) => Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddMinutes(-10));
}
