namespace IosBackup.Engine.Repository;

/// <summary>How a file of one generation gets into the next without being received again.</summary>
public enum CloneMethod
{
    /// <summary>Both share their blocks until one of them changes (btrfs, XFS, APFS, ReFS).</summary>
    Reflink,

    /// <summary>One file with two names (ext4, NTFS, most file systems).</summary>
    HardLink,

    /// <summary>A second copy of the bytes: the volume can do nothing better (FAT, exFAT, some shares).</summary>
    Copy,
}
