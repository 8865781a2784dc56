namespace IosBackup;

/// <summary>What is special about a photo or video.</summary>
public enum IosPhotoSubKind
{
    /// <summary>Nothing, or something that is new since this was written.</summary>
    None,

    /// <summary>A panorama.</summary>
    Panorama,

    /// <summary>A photo with a short video beside it.</summary>
    LivePhoto,

    /// <summary>A picture of the screen.</summary>
    Screenshot,

    /// <summary>A video in slow motion.</summary>
    SlowMotion,

    /// <summary>A video in quick motion.</summary>
    TimeLapse,

    /// <summary>A video of the screen.</summary>
    ScreenRecording,

    /// <summary>One of a quick series.</summary>
    Burst,

    /// <summary>A moving picture.</summary>
    Animated,
}
