using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

public sealed class PrivateFileTests : IDisposable
{
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

    [Fact]
    public void Folders_in_use_are_left_alone_and_leftovers_are_removed()
    {
        using PrivateFolder used = PrivateFolder.Create(_root.Path, sweep: false);
        string leftover = MakeLeftover("iosbackup-dead", withLock: true);
        string unlocked = MakeLeftover("iosbackup-unlocked", withLock: false);
        string foreign = MakeLeftover("something-else", withLock: false);
        string young = _root["iosbackup-young"];
        Directory.CreateDirectory(young);
        Age(used.Path);

        using PrivateFolder next = PrivateFolder.Create(_root.Path, sweep: true);

        Assert.Equal(
            ((string[])[used.Path, foreign, young, next.Path]).Order(),
            Directory.GetDirectories(_root.Path).Order());
        Assert.DoesNotContain(leftover, Directory.GetDirectories(_root.Path));
        Assert.False(Directory.Exists(unlocked));
    }

    [Fact]
    public void Leftovers_are_emptied_without_following_links()
    {
        string kept = _root.Write("kept.txt", "kept");
        string leftover = MakeLeftover("iosbackup-dead", withLock: true);
        File.CreateSymbolicLink(Path.Combine(leftover, "link"), kept);
        Age(leftover);

        using PrivateFolder next = PrivateFolder.Create(_root.Path, sweep: true);

        Assert.False(Directory.Exists(leftover));
        Assert.True(File.Exists(kept));
    }

    [Fact]
    public void A_file_has_no_name_by_the_time_it_has_content()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows keeps the names of open files.");
        using PrivateFile file = PrivateFile.Create(4);
        using FileStream reader = new(
            file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);

        file.RemoveName();
        file.Write([1, 2, 3, 4], 4);

        Assert.False(File.Exists(file.Path));
        Assert.False(Directory.Exists(Path.GetDirectoryName(file.Path)));
        byte[] read = new byte[4];
        reader.ReadExactly(read);
        Assert.Equal([1, 2, 3, 4], read);
    }

    [Theory]
    [InlineData(512, 0)]
    [InlineData(4096, 0)]
    [InlineData(65536, 0)]
    [InlineData(4096, long.MaxValue)]
    public void A_database_reads_the_same_in_memory_and_in_a_file(int pageSize, long largestInMemory)
    {
        byte[] image = MakeDatabase(pageSize);
        using MemoryStream content = new([.. image, 0xFF, 0xFF]);

        using PrivateDatabase database = PrivateDatabase.Open(
            content, image.Length, "test", largestInMemory, TestContext.Current.CancellationToken, default);

        Assert.Equal(3_000_000, database.Database.QueryInteger("SELECT sum(length(value)) FROM items"));
    }

    [Fact]
    public void A_database_that_ends_early_is_damaged()
    {
        byte[] image = MakeDatabase(4096);
        foreach (long largestInMemory in (long[])[0, long.MaxValue])
        {
            using MemoryStream content = new(image, 0, image.Length - 1);
            EngineException error = Assert.Throws<EngineException>(() => PrivateDatabase.Open(
                content, image.Length, "test", largestInMemory, TestContext.Current.CancellationToken, default));
            Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
        }
    }

    private static byte[] MakeDatabase(int pageSize)
    {
        using TemporaryFolder folder = new();
        using (SqliteDatabase database = SqliteDatabase.OpenOwn(folder["made.db"], TestContext.Current.CancellationToken))
        {
            database.Execute(
                $"PRAGMA page_size = {pageSize}; PRAGMA journal_mode = WAL; CREATE TABLE items (value BLOB);"
                + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                + "INSERT INTO items SELECT zeroblob(3000) FROM n; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return File.ReadAllBytes(folder["made.db"]);
    }

    private static void Age(string folder) => Directory.SetLastWriteTimeUtc(folder, DateTime.UtcNow.AddHours(-1));

    private string MakeLeftover(string name, bool withLock)
    {
        string path = _root[name];
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, "secret"), "secret");
        if (withLock)
        {
            File.WriteAllText(Path.Combine(path, ".lock"), string.Empty);
        }

        Age(path);
        return path;
    }
}
