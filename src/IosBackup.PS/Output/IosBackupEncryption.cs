namespace IosBackup;

/// <summary>How a device makes its backups.</summary>
public enum IosBackupEncryption
{
    /// <summary>The device did not say; it tells only computers that it trusts.</summary>
    Unknown,

    /// <summary>Its backups are not encrypted.</summary>
    Off,

    /// <summary>Its backups are encrypted.</summary>
    On,

    /// <summary>Its management demands encryption. WillEncrypt tells whether a password is set already.</summary>
    Enforced,
}
