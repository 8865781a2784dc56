using System;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

internal static partial class ManifestContent
{
    /// <summary>Opens a plain manifest where it lies.</summary>
    public static SqliteDatabase Open(string path) => SqliteDatabase.OpenImmutable(path);

    /// <summary>Opens the beginning of what is decrypted from a manifest.</summary>
    /// <returns>The database, and what is to be disposed in the end.</returns>
    public static (SqliteDatabase Database, IDisposable Owner) OpenEncrypted(
        string path, FileKey key, long length, CancellationToken stop) => OpenCopy(path, key, length, stop);
}
