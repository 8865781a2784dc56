using System;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>How SQLite gets the bytes of a manifest that is only read.</summary>
internal static partial class ManifestContent
{
    /// <summary>Opens a decrypted copy of a manifest.</summary>
    private static (SqliteDatabase Database, IDisposable Owner) OpenCopy(
        string path, FileKey key, long length, CancellationToken stop)
    {
        using CbcDecryptStream content = new(BackupFolder.OpenRead(path), key, CbcPadding.Kept);
        PrivateDatabase copy = PrivateDatabase.Open(content, length, ManifestDatabase.FileName, stop);
        return (copy.Database, copy);
    }
}
