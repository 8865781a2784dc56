using System;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Tests.Records;

/// <summary>Makes databases for tests.</summary>
internal static class TestStore
{
    /// <summary>The bytes of a database that some statements make.</summary>
    public static byte[] Create(string sql)
    {
        using SqliteDatabase database = SqliteDatabase.OpenMemory();
        database.Execute(sql);
        return database.Serialize();
    }

    /// <summary>A database whose pages hold a given part only, the rest overwritten.</summary>
    public static byte[] Damage(byte[] database, int page, int pageSize = 4096)
    {
        byte[] damaged = (byte[])database.Clone();
        damaged.AsSpan(page * pageSize, pageSize).Fill(0xA5);
        return damaged;
    }
}
