namespace IosBackup;

/// <summary>A file that belongs to a record: what a message, a note or an event carries along.</summary>
public sealed record IosAttachment
{
    /// <summary>What identifies it in its store.</summary>
    public string? Guid { get; init; }

    /// <summary>The name that users know it by.</summary>
    public required string Name { get; init; }

    /// <summary>The MIME type, where the store has one.</summary>
    public string? MimeType { get; init; }

    /// <summary>The uniform type identifier, where the store has one.</summary>
    public string? Uti { get; init; }

    /// <summary>Bytes of the file in the backup; where that is not there, bytes that the store states.</summary>
    public long? Size { get; init; }

    /// <summary>Whether the file is in the backup.</summary>
    public required IosAvailability Availability { get; init; }

    /// <summary>The file's id in the backup; null when it is not there, or is a folder.</summary>
    public string? FileId { get; init; }

    /// <summary>The file's domain in the backup; null when nothing tells.</summary>
    public string? Domain { get; init; }

    /// <summary>The file's path below the domain's root; null when nothing tells.</summary>
    public string? RelativePath { get; init; }

    /// <summary>Whether it is a sticker.</summary>
    public bool IsSticker { get; init; }

    /// <summary>Whether it only serves something else, the picture of a link's preview for example.</summary>
    public bool IsHidden { get; init; }

    /// <summary>What is said in a recording, where the device wrote it down.</summary>
    public string? Transcript { get; init; }

    /// <summary>Where the content lies elsewhere: the address of a linked page, for example.</summary>
    public string? Url { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
