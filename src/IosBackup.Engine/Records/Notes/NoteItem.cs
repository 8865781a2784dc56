namespace IosBackup.Engine.Records.Notes;

/// <summary>A row of the notes store that is an attachment, words within the text, or a file.</summary>
internal sealed record NoteItem(long Row, string Identifier)
{
    public string? Type { get; init; }

    /// <summary>The words that stand in the text.</summary>
    public string? AlternativeText { get; init; }

    public string? Title { get; init; }

    public string? Url { get; init; }

    public string? FileName { get; init; }

    /// <summary>The folder level that newer versions keep files in.</summary>
    public string? Generation { get; init; }

    /// <summary>The row of its file.</summary>
    public long? Media { get; init; }

    public long? Size { get; init; }

    /// <summary>Whether it is part of the sentence around it.</summary>
    public bool IsInline => Type?.StartsWith("com.apple.notes.inlinetextattachment.", System.StringComparison.Ordinal)
        ?? false;

    public bool IsTag => Type == "com.apple.notes.inlinetextattachment.hashtag";

    public bool IsTable => Type == "com.apple.notes.table";

    public bool IsLink => Type == "public.url";

    /// <summary>Whether it has parts of its own, and so no file.</summary>
    public bool IsGallery => Type == "com.apple.notes.gallery";
}
