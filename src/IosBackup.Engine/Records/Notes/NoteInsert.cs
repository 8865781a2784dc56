namespace IosBackup.Engine.Records.Notes;

/// <summary>What stands in a note where its text has a mark.</summary>
/// <param name="Text">Words for it: a tag, a file's name, a link's title.</param>
internal sealed record NoteInsert(string Text)
{
    /// <summary>Whether the words belong to the sentence around them, as those of a tag do.</summary>
    public bool IsInline { get; init; }

    /// <summary>Where it leads; not checked.</summary>
    public string? Link { get; init; }

    /// <summary>The table that it is; null for everything else.</summary>
    public NoteTable? Table { get; init; }
}
