namespace IosBackup;

/// <summary>What kind of message something in a conversation is.</summary>
public enum IosMessageKind
{
    /// <summary>Words.</summary>
    Text,

    /// <summary>Pictures, videos and other files, with or without words.</summary>
    Media,

    /// <summary>A recorded voice.</summary>
    Audio,

    /// <summary>A link with a preview.</summary>
    Link,

    /// <summary>A sticker.</summary>
    Sticker,

    /// <summary>A place.</summary>
    Location,

    /// <summary>Cards of contacts.</summary>
    Contact,

    /// <summary>Something that an app shows.</summary>
    App,

    /// <summary>A poll.</summary>
    Poll,

    /// <summary>A call.</summary>
    Call,

    /// <summary>An event in the conversation: someone came, the name changed.</summary>
    Event,

    /// <summary>A kind that is not known.</summary>
    Other,
}
