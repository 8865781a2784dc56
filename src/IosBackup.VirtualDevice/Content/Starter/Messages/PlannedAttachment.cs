using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>An attachment to be written.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Type">The uniform type identifier.</param>
/// <param name="MimeType">The MIME type, when there is one.</param>
/// <param name="Content">The file's bytes; null when the file is not on the phone.</param>
internal sealed record PlannedAttachment(string Name, string? Type, string? MimeType, byte[]? Content)
{
    /// <summary>Identifies the attachment.</summary>
    public required string Guid { get; init; }

    public bool IsSticker { get; init; }

    /// <summary>Whether the attachment only serves a preview.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Files of an attachment that is a folder, by name.</summary>
    public IReadOnlyDictionary<string, byte[]>? Folder { get; init; }

    /// <summary>The size that the store states when it is not that of the file.</summary>
    public long? StatedSize { get; init; }

    /// <summary>Where the store says that the file is, when that is no place a backup takes.</summary>
    public string? ElsewherePath { get; init; }
}
