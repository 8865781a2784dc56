namespace IosBackup;

/// <summary>What can go wrong with a virtual device, on demand.</summary>
public enum IosVirtualDeviceFault
{
    /// <summary>It was restarted and nobody has unlocked it since.</summary>
    Locked,

    /// <summary>Its user taps "Don't Trust".</summary>
    TrustDenied,

    /// <summary>Nobody answers the question whether to trust the computer.</summary>
    TrustIgnored,

    /// <summary>Nobody enters the passcode when a backup asks for it.</summary>
    PasscodeIgnored,

    /// <summary>Its user taps "Cancel" when a backup asks for the passcode.</summary>
    PasscodeCancelled,

    /// <summary>The link breaks in the middle of a file.</summary>
    Disconnect,

    /// <summary>One file cannot be read.</summary>
    UnreadableFile,

    /// <summary>It has more to send than any disk can hold.</summary>
    TooLarge,

    /// <summary>Its user cancels the backup after some files.</summary>
    Cancel,

    /// <summary>Its final check finds that a file is missing.</summary>
    FileMissing,

    /// <summary>It sends a path that leads out of the backup.</summary>
    UnsafePath,

    /// <summary>Another computer is syncing with it.</summary>
    Busy,

    /// <summary>Find My is on.</summary>
    FindMy,

    /// <summary>Its setup assistant is not finished.</summary>
    SetupNotFinished,

    /// <summary>Its management forbids backups.</summary>
    BackupsForbidden,

    /// <summary>Its management requires encrypted backups.</summary>
    EncryptionRequired,
}
