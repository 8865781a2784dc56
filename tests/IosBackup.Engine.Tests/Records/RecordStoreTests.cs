using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice.Content.Starter.Stores;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

public sealed class RecordStoreTests
{
    private const string Domain = "HomeDomain";
    private const string StorePath = "Library/Things/things.db";
    private const string Schema = "CREATE TABLE thing (ROWID INTEGER PRIMARY KEY, name TEXT, maker INTEGER);";

    private static readonly StoreDefinition s_things = new()
    {
        Name = "Things",
        Places = [new(Domain, "Library/Old/things.db"), new(Domain, StorePath)],
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_store_is_read_from_a_private_copy_wherever_it_lies(bool encrypted)
    {
        byte[] content = TestStore.Create(Schema + "INSERT INTO thing (name) VALUES ('clock'), ('key 🔑')");
        using StoreBackup backup = StoreBackup.Of(encrypted, (Domain, StorePath, content));
        Assert.Equal(["clock", "key 🔑"], Names(backup));
        Assert.Empty(backup.Warnings);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(backup.Backup.FolderPath, "*", SearchOption.AllDirectories),
            static file => file.EndsWith("-wal", StringComparison.Ordinal)
                || file.EndsWith("-shm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_log_beside_a_store_is_read_with_it(bool isStoreEmpty)
    {
        byte[] older = TestStore.Create("PRAGMA page_size=4096;" + Schema);
        byte[] newer = TestStore.Create("PRAGMA page_size=4096;" + Schema + "INSERT INTO thing (name) VALUES ('new')");
        byte[] log = WriteAheadLog.Between(isStoreEmpty ? new byte[newer.Length] : older, newer, 7);
        using StoreBackup backup = StoreBackup.Of(
            true, (Domain, StorePath, isStoreEmpty ? [] : older), (Domain, StorePath + "-wal", log));
        Assert.Equal(["new"], Names(backup));
        Assert.Empty(backup.Warnings);
    }

    [Fact]
    public void An_empty_store_without_its_log_is_explained()
    {
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, []));
        Assert.Empty(Names(backup));
        Assert.Equal(RecordWarningKind.StoreEmptyWithoutLog, Assert.Single(backup.Warnings).Kind);
    }

    [Theory]
    [InlineData(false, true, RecordWarningKind.NotInUnencryptedBackups)]
    [InlineData(true, true, RecordWarningKind.StoreMissing)]
    [InlineData(false, false, RecordWarningKind.StoreMissing)]
    public void A_missing_store_is_explained(bool encrypted, bool onlyEncrypted, RecordWarningKind expected)
    {
        using StoreBackup backup = StoreBackup.Of(encrypted, (Domain, "Library/other", [1]));
        StoreDefinition definition = s_things with { IsInEncryptedBackupsOnly = onlyEncrypted };
        Assert.Empty(backup.Source.OpenAll(definition, static error => throw error, Stop));
        Assert.Equal(expected, Assert.Single(backup.Warnings).Kind);
    }

    [Fact]
    public void What_is_not_there_is_null()
    {
        byte[] content = TestStore.Create(
            Schema
            + "INSERT INTO thing (name, maker) VALUES ('clock', 4); CREATE VIEW maker AS SELECT 4 AS id, 'x' AS name");
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, content));
        using RecordStore store = backup.Source.TryOpen(s_things, Stop)!;
        RecordSelect select = store.Select("thing", "t");
        int colour = select.Column("t", "colour", "color");
        int name = select.Column("t", "title", "name");
        Assert.False(select.Join("maker", "m", "id", "t", "maker"));
        int maker = select.Column("m", "name");
        Assert.Equal(
            [(null, "clock", null)],
            select.Rows(Stop).Select(row => (row.Text(colour), row.Text(name), row.Text(maker))));
    }

    [Fact]
    public void Of_a_damaged_table_every_row_that_can_be_read_is_given_once_before_the_error()
    {
        byte[] content = TestStore.Create(
            Schema
            + """
              WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
              INSERT INTO thing (name) SELECT printf('%0100d', i) FROM n;
              """);
        byte[] damaged = TestStore.Damage(content, content.Length / 4096 / 2);
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, damaged));
        List<string?> names = [];
        EngineException error = Assert.Throws<EngineException>(() => names.AddRange(Names(backup)));
        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
        Assert.InRange(names.Count, 1900, 1999);
        Assert.Equal(names.Count, names.Distinct().Count());
        Assert.Contains(new string('0', 96) + "2000", names);
    }

    [Fact]
    public void A_file_that_is_no_database_is_one_clear_error()
    {
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, new byte[5000]));
        EngineException error = Assert.Throws<EngineException>(() => Names(backup).ToList());
        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
    }

    private static IEnumerable<string?> Names(StoreBackup backup)
    {
        foreach (RecordStore store in backup.Source.OpenAll(s_things, static error => throw error, Stop))
        {
            using (store)
            {
                RecordSelect select = store.Select("thing", "t");
                int name = select.Column("t", "name");
                select.OrderBy(select.Sql("t", "name"));
                if (!store.Has("thing"))
                {
                    store.WarnUnknown();
                    continue;
                }

                foreach (SqliteStatement row in select.Rows(Stop))
                {
                    yield return row.Text(name);
                }
            }
        }
    }
}
