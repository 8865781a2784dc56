namespace IosBackup;

/// <summary>In what condition a backup is, as far as its own statements tell.</summary>
public enum IosBackupState
{
    /// <summary>The device said that its last run ended well.</summary>
    Finished,

    /// <summary>A run broke, or is still going on: the backup may be a mixture of two states.</summary>
    Incomplete,

    /// <summary>What describes the backup is missing or cannot be read.</summary>
    Damaged,

    /// <summary>Made by an iOS whose format cannot be read: iOS 4 and earlier, encrypted by 10.0 or 10.1.</summary>
    Unsupported,
}
