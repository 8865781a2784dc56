namespace IosBackup.Engine.Records;

/// <summary>Why records, or parts of them, are not there. The names are the ids of the module's warnings.</summary>
public enum RecordWarningKind
{
    /// <summary>Phones put this store into encrypted backups only, and this backup is not encrypted.</summary>
    NotInUnencryptedBackups,

    /// <summary>The backup has no such store: the app was never used, or the backup holds chosen data only.</summary>
    StoreMissing,

    /// <summary>
    /// The store is empty, and the log that SQLite keeps beside it, where the content must be, is not in the backup.
    /// </summary>
    StoreEmptyWithoutLog,

    /// <summary>The log beside the store is listed but cannot be read, so the newest records may be missing.</summary>
    LogUnreadable,

    /// <summary>
    /// The store's stored bytes, or those of the log beside it, are damaged: what could be read may be wrong.
    /// </summary>
    StoreDamaged,

    /// <summary>The store has none of the tables that records are read from.</summary>
    StoreUnknown,

    /// <summary>Files that records refer to are kept in iCloud and not in the backup.</summary>
    KeptInICloud,

    /// <summary>Files that records refer to are not in the backup.</summary>
    FilesMissing,

    /// <summary>Contents of records could not be decoded; the records are given without them.</summary>
    ContentUnreadable,

    /// <summary>Records are locked with a password of their own.</summary>
    Locked,

    /// <summary>Records are locked with another password than the one that was given for them.</summary>
    LockedOtherwise,

    /// <summary>Records open on the device itself only, whatever the backup's password.</summary>
    DeviceBound,
}
