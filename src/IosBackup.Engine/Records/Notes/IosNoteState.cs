namespace IosBackup;

/// <summary>Whether a note's content could be read.</summary>
public enum IosNoteState
{
    /// <summary>The content is there; it may be empty.</summary>
    Read,

    /// <summary>The note is locked, and its password was not given or is another one.</summary>
    Locked,

    /// <summary>The phone had not fetched the content from iCloud.</summary>
    NotDownloaded,

    /// <summary>The content is damaged.</summary>
    Unreadable,
}
