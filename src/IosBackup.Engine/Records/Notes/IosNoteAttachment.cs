namespace IosBackup;

/// <summary>Something in a note that is no text: a file, a drawing, a table, a link.</summary>
public sealed record IosNoteAttachment
{
    /// <summary>The identifier by which the note refers to it.</summary>
    public required string AttachmentId { get; init; }

    /// <summary>Its uniform type identifier, <c>public.jpeg</c> for example.</summary>
    public required string Type { get; init; }

    /// <summary>The name of its file; null when it has none.</summary>
    public string? FileName { get; init; }

    /// <summary>Its title; null when it has none.</summary>
    public string? Title { get; init; }

    /// <summary>Where a link leads; null for everything else.</summary>
    public string? Url { get; init; }

    /// <summary>The bytes of its file as the phone stated them; null when it has no file.</summary>
    public long? Size { get; init; }

    /// <summary>
    /// The id of its file in the backup, or of the picture that stands in for a drawing or scan; null when there is
    /// none.
    /// </summary>
    public string? FileId { get; init; }

    /// <summary>Whether it is a file that is not in the backup, because iCloud keeps it.</summary>
    public bool IsMissing { get; init; }

    /// <inheritdoc/>
    public override string ToString() => FileName ?? Title ?? Url ?? Type;
}
