using System.Collections.Generic;

namespace IosBackup.Engine.Records.Notes;

/// <summary>The content of a note, or of a cell of a table in one.</summary>
/// <param name="Text">The text, with <see cref="AttachmentMark"/> where attachments stand.</param>
/// <param name="Paragraphs">The same text with its looks.</param>
internal sealed record NoteBody(string Text, IReadOnlyList<NoteParagraph> Paragraphs)
{
    /// <summary>Stands in the text where an attachment is.</summary>
    public const char AttachmentMark = '\uFFFC';

    /// <summary>The body of a note without text.</summary>
    public static NoteBody Empty { get; } = new(string.Empty, []);
}
