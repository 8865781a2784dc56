namespace IosBackup;

/// <summary>What carries a call.</summary>
public enum IosCallKind
{
    /// <summary>The phone network.</summary>
    Phone,

    /// <summary>FaceTime with pictures.</summary>
    FaceTimeVideo,

    /// <summary>FaceTime without pictures.</summary>
    FaceTimeAudio,

    /// <summary>An app's own service.</summary>
    App,
}
