using IosBackup.Engine.Cryptography;
using IosBackup.Engine.MobileBackup;

namespace IosBackup.Engine.Runs;

/// <summary>What a backup run is to do.</summary>
public sealed record BackupRunOptions
{
    /// <summary>The repository's folder.</summary>
    public required string Repository { get; init; }

    /// <summary>Whether the device is to send everything, whatever it sent before.</summary>
    public bool Full { get; init; }

    /// <summary>Whether to refuse a device that does not encrypt its backups.</summary>
    public bool RequireEncryption { get; init; }

    /// <summary>The backup password, to prove that it opens what was made. The caller disposes it.</summary>
    public BackupPassword? Password { get; init; }

    /// <summary>How long the device may be silent.</summary>
    public MobileBackupTimeouts Timeouts { get; init; } = MobileBackupTimeouts.Default;

    /// <summary>Number of writer threads.</summary>
    public int Writers { get; init; } = 2;
}
