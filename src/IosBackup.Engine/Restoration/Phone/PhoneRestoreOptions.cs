using IosBackup.Engine.Cryptography;
using IosBackup.Engine.MobileBackup;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>How a backup is put onto a device.</summary>
public sealed record PhoneRestoreOptions
{
    /// <summary>The backup's password; needed when it is encrypted. It stays the caller's to dispose.</summary>
    public BackupPassword? Password { get; init; }

    /// <summary>Whether the device's present settings are kept instead of those in the backup.</summary>
    public bool PreserveSettings { get; init; }

    /// <summary>Whether the device is left running: it takes no other restore until it has restarted.</summary>
    public bool NoReboot { get; init; }

    /// <summary>Whether the device is not asked to install the backup's apps again.</summary>
    public bool SkipApps { get; init; }

    /// <summary>Whether the backup is not verified before.</summary>
    public bool SkipVerification { get; init; }

    /// <summary>
    /// Whether what the device has and the backup has not stays. For backups that are an up-to-date copy of the device
    /// itself, with a few items changed.
    /// </summary>
    public bool KeepsOthers { get; init; }

    /// <summary>
    /// Whether the backup may be replaced meanwhile, which ends the restore: a rehearsal keeps no run away.
    /// </summary>
    internal bool GivesWay { get; init; }

    /// <summary>How long the device may be silent.</summary>
    public MobileBackupTimeouts Timeouts { get; init; } = MobileBackupTimeouts.Default;
}
