using System;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

internal static partial class ManifestContent
{
    /// <summary>Opens a plain manifest where it lies.</summary>
    public static SqliteDatabase Open(string path) => SqliteDatabase.CanOpenBytes
        ? SqliteDatabase.OpenBytes(new PositionedFile(BackupFolder.OpenRead(path)), path)
        : SqliteDatabase.OpenImmutable(path);

    /// <summary>Opens the beginning of what is decrypted from a manifest.</summary>
    /// <returns>The database, and what is to be disposed in the end.</returns>
    public static (SqliteDatabase Database, IDisposable Owner) OpenEncrypted(
        string path, FileKey key, long length, CancellationToken stop)
    {
        if (!SqliteDatabase.CanOpenBytes)
        {
            return OpenCopy(path, key, length, stop);
        }

        CbcDecryptedBytes content = new(new PositionedFile(BackupFolder.OpenRead(path)), key, length);
        SqliteDatabase database = SqliteDatabase.OpenBytes(content, ManifestDatabase.FileName, CancellationToken.None);
        return (database, database);
    }
}
