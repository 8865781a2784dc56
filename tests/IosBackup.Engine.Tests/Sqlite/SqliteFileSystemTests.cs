using System;
using System.IO;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Sqlite;

public sealed class SqliteFileSystemTests
{
    private const int Rows = 3_000;

    private const string All = "SELECT sum(id * length(value)) FROM items";

    private static readonly byte[] s_image = MakeDatabase();

    [Fact]
    public void The_platform_that_the_tests_run_on_has_it() => Assert.True(SqliteDatabase.CanOpenBytes);

    [Fact]
    public void A_database_reads_the_same_as_in_memory()
    {
        MemoryBytes bytes = new(s_image);
        using SqliteDatabase memory = OpenImage();

        using (SqliteDatabase database = Open(bytes))
        {
            Assert.Equal(memory.QueryInteger(All), database.QueryInteger(All));
            Assert.Empty(SqliteIntegrity.FindFaults(database, deep: true));
        }

        Assert.True(bytes.IsDisposed);
    }

    [Fact]
    public void A_database_in_write_ahead_mode_opens_without_its_log()
    {
        byte[] image = [.. s_image];
        image[18] = image[19] = 2;

        using SqliteDatabase database = Open(new MemoryBytes(image));

        Assert.Equal(Rows, database.QueryInteger("SELECT count(*) FROM items"));
    }

    [Fact]
    public void Sorting_that_needs_the_disk_has_it()
    {
        using SqliteDatabase database = Open(new MemoryBytes(s_image));
        database.Execute("PRAGMA cache_size = 10; PRAGMA temp_store = FILE");
        using SqliteStatement statement = database.Prepare("SELECT a.id FROM items a ORDER BY a.value || a.id DESC");
        int count = 0;
        while (statement.Step())
        {
            count++;
        }

        Assert.Equal(Rows, count);
    }

    [Fact]
    public void Many_at_once_do_not_meet()
    {
        using SqliteDatabase memory = OpenImage();
        long? expected = memory.QueryInteger(All);

        Parallel.For(0, 200, _ =>
        {
            using SqliteDatabase database = Open(new MemoryBytes(s_image));
            Assert.Equal(expected, database.QueryInteger(All));
        });
    }

    [Fact]
    public void What_makes_reading_fail_is_what_is_thrown()
    {
        MemoryBytes bytes = new(s_image);
        using SqliteDatabase database = Open(bytes);
        database.QueryInteger("SELECT id FROM items LIMIT 1");
        bytes.Failure = new IOException("the disk is gone");

        EngineException error = Assert.Throws<EngineException>(() => database.QueryInteger(All));

        Assert.Equal(ErrorKind.BackupUnavailable, error.Kind);
        Assert.Contains("the disk is gone", error.Message, StringComparison.Ordinal);
        bytes.Failure = null;
        Assert.Equal(Rows, database.QueryInteger("SELECT count(*) FROM items"));
    }

    [Fact]
    public void Bytes_that_fail_from_the_start_are_given_back()
    {
        MemoryBytes bytes = new(s_image) { Failure = new IOException("the disk is gone") };

        Assert.Throws<EngineException>(() =>
        {
            using SqliteDatabase database = Open(bytes);
            return database.QueryInteger(All);
        });

        Assert.True(bytes.IsDisposed);
    }

    [Fact]
    public void A_file_that_ends_early_is_damaged()
    {
        MemoryBytes bytes = new(s_image) { End = s_image.Length / 2 };
        using SqliteDatabase database = Open(bytes);

        EngineException error = Assert.Throws<EngineException>(() => database.QueryInteger(All));

        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
    }

    [Theory]
    [InlineData("INSERT INTO items(value) VALUES('x')")]
    [InlineData("CREATE TABLE other(id)")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE other(id)")]
    [InlineData("ATTACH 'database' AS other; SELECT * FROM other.items")]
    public void Nothing_can_be_written_and_nothing_else_be_opened(string sql)
    {
        using SqliteDatabase database = Open(new MemoryBytes(s_image));

        Assert.Throws<EngineException>(() => database.Execute(sql));
        Assert.Equal(Rows, database.QueryInteger("SELECT count(*) FROM items"));
    }

    private static SqliteDatabase Open(MemoryBytes bytes) =>
        SqliteDatabase.OpenBytes(bytes, "test", TestContext.Current.CancellationToken);

    private static SqliteDatabase OpenImage() =>
        SqliteDatabase.OpenImage(s_image, "memory", TestContext.Current.CancellationToken);

    private static byte[] MakeDatabase()
    {
        using SqliteDatabase database = SqliteDatabase.OpenMemory();
        database.Execute(
            "PRAGMA page_size = 1024; CREATE TABLE items(id INTEGER PRIMARY KEY, value TEXT);"
            + "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT " + Rows + ")"
            + "INSERT INTO items SELECT i, hex(randomblob(i % 500)) FROM n");
        return database.Serialize();
    }
}
