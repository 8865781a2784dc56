using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Content.Starter.Stores;

/// <summary>Builds a store as Core Data keeps it: Z tables, numbered entities, primary key high-water marks.</summary>
internal sealed class CoreDataStore : IDisposable
{
    private const string Bookkeeping =
        """
        CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
        CREATE TABLE Z_METADATA (Z_VERSION INTEGER PRIMARY KEY, Z_UUID VARCHAR(255), Z_PLIST BLOB);
        CREATE TABLE Z_MODELCACHE (Z_CONTENT BLOB);
        """;

    private readonly StoreBuilder _store;
    private readonly IReadOnlyList<CoreDataEntity> _entities;
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _highest = new(StringComparer.Ordinal);
    private readonly string _uuid;

    /// <summary>Makes the tables.</summary>
    /// <param name="uuid">The store's own identifier.</param>
    /// <param name="entities">The entities of the model, in the order of their numbers.</param>
    /// <param name="more">Tables that are not an entity's, joins for example.</param>
    public CoreDataStore(string uuid, IReadOnlyList<CoreDataEntity> entities, string more = "")
    {
        _uuid = uuid;
        _entities = entities;
        foreach (CoreDataEntity entity in entities)
        {
            _numbers.Add(entity.Name, _numbers.Count + 1);
            _tables.Add(
                entity.Name, entity.Parent is string parent ? _tables[parent] : CoreDataEntity.Table(entity.Name));
        }

        string tables = string.Concat(
            entities.Where(static entity => entity.Parent is null).Select(static entity => entity.ToSql()));
        _store = new StoreBuilder(tables + more + Bookkeeping);
    }

    /// <summary>Adds an object and returns its primary key.</summary>
    public long Insert(string entity, StoreRow row)
    {
        string table = _tables[entity];
        long key = _highest[table] = _highest.TryGetValue(table, out long highest) ? highest + 1 : 1;
        row["Z_PK"] = key;
        row["Z_ENT"] = (long)_numbers[entity];
        row["Z_OPT"] = 1L;
        _store.Insert(table, row);
        return key;
    }

    /// <summary>The number of an entity in this model.</summary>
    public int EntityNumber(string entity) => _numbers[entity];

    /// <summary>Runs statements that return no rows.</summary>
    public void Execute(string sql) => _store.Execute(sql);

    /// <summary>Adds a row to a table that is no entity's.</summary>
    public void InsertRow(string table, StoreRow row) => _store.Insert(table, row);

    /// <summary>The database file as it stands.</summary>
    public byte[] ToImage()
    {
        WriteBookkeeping();
        return _store.ToImage();
    }

    public void Dispose() => _store.Dispose();

    private void WriteBookkeeping()
    {
        _store.Execute("DELETE FROM Z_PRIMARYKEY; DELETE FROM Z_METADATA");
        foreach (CoreDataEntity entity in _entities)
        {
            _store.Insert("Z_PRIMARYKEY", new StoreRow
            {
                ["Z_ENT"] = (long)_numbers[entity.Name],
                ["Z_NAME"] = entity.Name,
                ["Z_SUPER"] = (long)(entity.Parent is string parent ? _numbers[parent] : 0),
                ["Z_MAX"] = entity.Parent is null && _highest.TryGetValue(_tables[entity.Name], out long highest)
                    ? highest
                    : 0L,
            });
        }

        _store.Insert("Z_METADATA", new StoreRow
        {
            ["Z_VERSION"] = 1L,
            ["Z_UUID"] = _uuid,
            ["Z_PLIST"] = PropertyList.ToBinary(Metadata()),
        });
    }

    private PlistDictionary Metadata()
    {
        PlistDictionary hashes = new();
        foreach (CoreDataEntity entity in _entities)
        {
            hashes[entity.Name] = SHA256.HashData(Encoding.UTF8.GetBytes(entity.Name + entity.Columns));
        }

        return new PlistDictionary
        {
            ["NSStoreType"] = "SQLite",
            ["NSPersistenceFrameworkVersion"] = 1414,
            ["NSPersistenceMaximumFrameworkVersion"] = 1414,
            ["NSStoreModelVersionHashesVersion"] = 3,
            ["NSStoreModelVersionIdentifiers"] = new PlistArray([""]),
            ["NSStoreModelVersionHashes"] = hashes,
            ["_NSAutoVacuumLevel"] = "2",
        };
    }
}
