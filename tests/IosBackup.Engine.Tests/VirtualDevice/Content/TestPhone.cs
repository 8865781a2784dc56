using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

/// <summary>The default starter phone, made once, and the ways that tests look into a phone's files.</summary>
internal static class TestPhone
{
    public static StarterContent Default { get; } = StarterPhone.Create();

    public static StarterTruth Truth => Default.Truth;

    public static PhoneFile Entry(string domain, string path, StarterContent? phone = null) =>
        Assert.Single((phone ?? Default).Files, file => file.Domain == domain && file.RelativePath == path);

    public static byte[] Bytes(string domain, string path, StarterContent? phone = null) =>
        Bytes(Entry(domain, path, phone));

    public static byte[] Bytes(PhoneFile file)
    {
        if (file.Content is null)
        {
            return [];
        }

        using Stream content = file.Content.Open();
        byte[] bytes = new byte[file.Content.Length];
        content.ReadExactly(bytes);
        Assert.Equal(-1, content.ReadByte());
        return bytes;
    }

    /// <summary>Opens a store as it is without its write-ahead log.</summary>
    public static SqliteDatabase Open(string domain, string path, StarterContent? phone = null) =>
        SqliteDatabase.OpenImage(Bytes(domain, path, phone), path);

    /// <summary>The rows of a query with all values as text.</summary>
    public static List<string?[]> Rows(SqliteDatabase store, string sql, int columns)
    {
        List<string?[]> rows = [];
        using SqliteStatement statement = store.Prepare(sql);
        while (statement.Step())
        {
            rows.Add([.. Enumerable.Range(0, columns).Select(statement.Text)]);
        }

        return rows;
    }

    /// <summary>The rows of a query on a store of the default phone.</summary>
    public static List<string?[]> Rows(string domain, string path, string sql, int columns)
    {
        using SqliteDatabase store = Open(domain, path);
        return Rows(store, sql, columns);
    }

    /// <summary>Asserts that the keys and texts of a query are the planned ones, in any order.</summary>
    public static void AssertPlanned(StarterKind kind, IEnumerable<string?[]> rows)
    {
        IEnumerable<(string?, string?)> planned = Truth.Samples(kind)
            .Select(static sample => ((string?)sample.Key, (string?)sample.Text)).Order();
        List<(string?, string?)> actual = [.. rows.Select(static row => (row[0], row[1])).Order()];
        Assert.Equal(planned, actual);
        Assert.Equal(Truth.Count(kind), actual.Count);
        Assert.NotEmpty(actual);
    }
}
