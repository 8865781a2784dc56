namespace IosBackup.Engine.Backups;

/// <summary>The tables of Manifest.db as phones make them since iOS 10.2.</summary>
internal static class ManifestSchema
{
    /// <summary>Bytes of a page.</summary>
    public const int PageSize = 4096;

    /// <summary>Settings of a new database, before its first table. Phones discard databases of a lower version.</summary>
    public const string Settings =
        "PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA user_version = 2;";

    /// <summary>The table of files.</summary>
    public const string Files =
        "CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);";

    /// <summary>The indexes of the table of files.</summary>
    public const string Indexes =
        "CREATE INDEX FilesDomainIdx ON Files(domain);"
        + "CREATE INDEX FilesRelativePathIdx ON Files(relativePath);"
        + "CREATE INDEX FilesFlagsIdx ON Files(flags);";

    /// <summary>
    /// The table of properties. It stays empty: iOS 10.0 kept a weak password hash in it, which a restoring phone still
    /// checks when it finds one.
    /// </summary>
    public const string Properties = "CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);";
}
