namespace IosBackup.Engine.Backups;

/// <summary>The form in which a backup lists its files. It shows in the folder, not in version numbers.</summary>
public enum BackupFormat
{
    /// <summary>Manifest.db: iOS 10 and later.</summary>
    Database,

    /// <summary>
    /// Manifest.db with rows encrypted by a weak hash of the password: encrypted backups of iOS 10.0 and 10.1. They are
    /// recognised and not read.
    /// </summary>
    WeaklyEncryptedDatabase,

    /// <summary>Manifest.mbdb: iOS 5 to 9.</summary>
    Records,
}
