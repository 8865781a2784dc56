namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>Something in a note that is no text.</summary>
/// <param name="Identifier">What the text refers to it by.</param>
/// <param name="Type">Its uniform type identifier.</param>
internal sealed record NoteAttachment(string Identifier, string Type)
{
    /// <summary>The name of its file.</summary>
    public string? FileName { get; init; }

    /// <summary>The bytes of its file.</summary>
    public byte[]? Content { get; init; }

    /// <summary>The data of a table.</summary>
    public byte[]? Table { get; init; }

    /// <summary>The title of a link's card.</summary>
    public string? Title { get; init; }

    /// <summary>The address of a link's card.</summary>
    public string? Url { get; init; }

    /// <summary>The text of a tag or mention.</summary>
    public string? InlineText { get; init; }

    /// <summary>The picture that stands in for a drawing.</summary>
    public byte[]? Fallback { get; init; }
}
