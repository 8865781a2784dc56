namespace IosBackup;

/// <summary>Which files of a photo the backup has.</summary>
public enum IosPhotoAvailability
{
    /// <summary>The original.</summary>
    Original,

    /// <summary>The edited version, but not the original.</summary>
    EditedOnly,

    /// <summary>A thumbnail alone; the original is kept in iCloud.</summary>
    ThumbnailOnly,

    /// <summary>No file at all.</summary>
    None,
}
