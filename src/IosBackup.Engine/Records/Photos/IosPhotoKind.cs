namespace IosBackup;

/// <summary>Photo or video.</summary>
public enum IosPhotoKind
{
    /// <summary>A picture.</summary>
    Photo,

    /// <summary>A video.</summary>
    Video,
}
