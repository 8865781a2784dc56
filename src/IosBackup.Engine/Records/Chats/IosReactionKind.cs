namespace IosBackup;

/// <summary>How someone reacts to a message.</summary>
public enum IosReactionKind
{
    /// <summary>A heart.</summary>
    Loved,

    /// <summary>A thumb up.</summary>
    Liked,

    /// <summary>A thumb down.</summary>
    Disliked,

    /// <summary>Laughter.</summary>
    Laughed,

    /// <summary>Exclamation marks.</summary>
    Emphasized,

    /// <summary>A question mark.</summary>
    Questioned,

    /// <summary>An emoji of choice.</summary>
    Emoji,

    /// <summary>A sticker.</summary>
    Sticker,
}
