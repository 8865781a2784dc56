namespace IosBackup.Engine.Restoration;

/// <summary>What a plan has to say about an entry.</summary>
public enum ExtractionNoteKind
{
    /// <summary>It gets another name: some system does not allow its own, or it is too long.</summary>
    Renamed,

    /// <summary>It gets another name: one that some system holds for the same is taken.</summary>
    Collision,

    /// <summary>Another file is where it goes.</summary>
    Exists,

    /// <summary>It is a link that will stand in the map alone.</summary>
    LinkRecorded,

    /// <summary>It will be refused: its path or domain leads elsewhere, or a link is in its way.</summary>
    Refused,
}
