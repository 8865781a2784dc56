using IosBackup.Engine.Cryptography;
using IosBackup.Engine.MobileBackup;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>How chosen items are put onto a device.</summary>
public sealed record ItemRestoreOptions
{
    /// <summary>The repository that takes the backup which is made of the device before.</summary>
    public required string Repository { get; init; }

    /// <summary>The password of the device's own backups; needed when it encrypts them.</summary>
    public BackupPassword? Password { get; init; }

    /// <summary>Whether the device is left running: it takes no other restore until it has restarted.</summary>
    public bool NoReboot { get; init; }

    /// <summary>How long the device may be silent.</summary>
    public MobileBackupTimeouts Timeouts { get; init; } = MobileBackupTimeouts.Default;
}
