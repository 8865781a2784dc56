namespace IosBackup.Engine.Records.Notes;

/// <summary>Text of a note that looks the same throughout.</summary>
internal sealed record NoteRun(string Text)
{
    public bool IsBold { get; init; }

    public bool IsItalic { get; init; }

    public bool IsUnderlined { get; init; }

    public bool IsStruck { get; init; }

    /// <summary>Above zero for raised text, below for lowered.</summary>
    public int Superscript { get; init; }

    /// <summary>Where the text leads; not checked.</summary>
    public string? Link { get; init; }

    /// <summary>What stands here instead of text: the identifier of an attachment.</summary>
    public string? AttachmentId { get; init; }

    /// <summary>The uniform type identifier of that attachment.</summary>
    public string? AttachmentType { get; init; }
}
