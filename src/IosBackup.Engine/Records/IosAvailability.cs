namespace IosBackup;

/// <summary>Whether the content that a record refers to is in the backup.</summary>
public enum IosAvailability
{
    /// <summary>It is not, and nothing tells why: it expired, was removed, or lies where no backup takes it.</summary>
    Missing,

    /// <summary>It is in the backup.</summary>
    InBackup,

    /// <summary>It is in the backup as a folder of files.</summary>
    Folder,

    /// <summary>It is kept in iCloud.</summary>
    InICloud,

    /// <summary>A preview is in the backup, the rest is kept in iCloud.</summary>
    PreviewOnly,
}
