using System;
using System.IO;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

public sealed class PrivateFileTests
{
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
        CancellationToken stop = TestContext.Current.CancellationToken;
        using (SqliteDatabase database = SqliteDatabase.OpenOwn(folder["made.db"], stop))
        {
            database.Execute(
                $"PRAGMA page_size = {pageSize}; PRAGMA journal_mode = WAL; CREATE TABLE items (value BLOB);"
                + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
                + "INSERT INTO items SELECT zeroblob(3000) FROM n; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        return File.ReadAllBytes(folder["made.db"]);
    }
}
