namespace IosBackup.Engine.Backups;

/// <summary>
/// How the stored form of a manifest ends. Everything but <see cref="Regular"/> is the work of third-party tools or
/// damage.
/// </summary>
public enum ManifestEnding
{
    /// <summary>As phones write it.</summary>
    Regular,

    /// <summary>Encrypted without the block of padding.</summary>
    PaddingMissing,

    /// <summary>Pages follow that do not belong to the database: a tool edited it with the padding still on.</summary>
    ExtraPages,

    /// <summary>Its length fits nothing; whole pages of it are read as far as they go.</summary>
    Irregular,
}
