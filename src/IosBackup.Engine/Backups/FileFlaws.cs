using System;

namespace IosBackup.Engine.Backups;

/// <summary>What is odd about a manifest's record of a file, as far as reading the record shows it.</summary>
[Flags]
public enum FileFlaws
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The record cannot be read: only the file's id, domain, path and kind are known.</summary>
    RecordDamaged = 1,

    /// <summary>The record states no size.</summary>
    SizeMissing = 2,

    /// <summary>The path in the record is not the path of the row.</summary>
    PathDiffers = 4,

    /// <summary>The type bits of the mode do not fit the kind that the row states.</summary>
    KindDiffers = 8,

    /// <summary>The id is not 40 lower-case hexadecimal digits, so it can name no stored file.</summary>
    FileIdInvalid = 16,

    /// <summary>The key of the content is wrapped for another protection class than the record states.</summary>
    ClassDiffers = 32,

    /// <summary>
    /// A place that a phone reserved while it backed up: domain, path or record are not there. Listings pass over it.
    /// </summary>
    Placeholder = 64,
}
