using System;
using IosBackup.Engine.Sqlite;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Answers whether a manifest that was just written has a file.</summary>
internal sealed class ManifestIndex : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _find;

    public ManifestIndex(string path)
    {
        _database = SqliteDatabase.OpenImmutable(path);
        _find = _database.Prepare("SELECT 1 FROM Files WHERE fileID = ?1");
    }

    public bool Contains(string fileId)
    {
        bool found = _find.Bind(1, fileId).Step();
        _find.Reset();
        return found;
    }

    public void Dispose()
    {
        _find.Dispose();
        _database.Dispose();
    }
}
