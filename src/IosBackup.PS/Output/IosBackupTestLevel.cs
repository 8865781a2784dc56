namespace IosBackup;

/// <summary>How deep Test-IosBackup goes. Each level does all of the levels before it.</summary>
public enum IosBackupTestLevel
{
    /// <summary>Structure, states, names and lengths; reads no content.</summary>
    Quick,

    /// <summary>The stored bytes against their checksums; needs no password.</summary>
    Hash,

    /// <summary>Decrypts everything and looks into databases, property lists, pictures and films.</summary>
    Full,

    /// <summary>Restores the backup to a virtual phone that keeps nothing of it.</summary>
    Drill,
}
