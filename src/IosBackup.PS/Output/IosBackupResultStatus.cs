namespace IosBackup;

/// <summary>How a backup of a device ended.</summary>
public enum IosBackupResultStatus
{
    /// <summary>A good generation was made.</summary>
    Completed,

    /// <summary>
    /// A generation was made, but files could not be read on the device, the given password does not open it, or it
    /// did not pass the test that -Verify asked for.
    /// </summary>
    CompletedWithErrors,

    /// <summary>No generation was made; what was good before is as it was.</summary>
    Failed,

    /// <summary>It was cancelled on the device; what was good before is as it was.</summary>
    Cancelled,
}
