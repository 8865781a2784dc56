namespace IosBackup;

/// <summary>What can happen in a conversation beside messages.</summary>
public enum IosChatEvent
{
    /// <summary>Nothing: an ordinary message.</summary>
    None,

    /// <summary>The group was made.</summary>
    Created,

    /// <summary>Someone was added, or joined.</summary>
    MemberAdded,

    /// <summary>Someone was removed.</summary>
    MemberRemoved,

    /// <summary>Someone left.</summary>
    MemberLeft,

    /// <summary>Someone has a new number or address.</summary>
    NumberChanged,

    /// <summary>The conversation got a name, another one, or none.</summary>
    Renamed,

    /// <summary>The group's picture was changed.</summary>
    PhotoChanged,

    /// <summary>The group's picture was removed.</summary>
    PhotoRemoved,

    /// <summary>The background was changed.</summary>
    BackgroundChanged,

    /// <summary>The background was removed.</summary>
    BackgroundRemoved,

    /// <summary>Someone began to share where they are.</summary>
    LocationShared,

    /// <summary>Someone stopped sharing where they are.</summary>
    LocationStopped,

    /// <summary>A voice message was kept.</summary>
    AudioKept,

    /// <summary>A call, or something watched or heard together.</summary>
    SharePlay,

    /// <summary>An event that is not known.</summary>
    Other,
}
