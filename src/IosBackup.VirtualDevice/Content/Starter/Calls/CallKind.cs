namespace IosBackup.VirtualDevice.Content.Starter.Calls;

/// <summary>What carries a call, with the numbers that the store has for it.</summary>
internal enum CallKind
{
    /// <summary>An app's own service.</summary>
    App = 0,

    /// <summary>The phone network.</summary>
    Phone = 1,

    /// <summary>FaceTime with a picture.</summary>
    FaceTimeVideo = 8,

    /// <summary>FaceTime without a picture.</summary>
    FaceTimeAudio = 16,
}
