namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>Paragraph styles of a note, with the numbers that its body has for them.</summary>
internal enum NoteStyle
{
    /// <summary>Ordinary text, which states no style.</summary>
    Body = -1,

    /// <summary>The title.</summary>
    Title = 0,

    /// <summary>A heading.</summary>
    Heading = 1,

    /// <summary>A heading below a heading.</summary>
    Subheading = 2,

    /// <summary>Text of one width.</summary>
    Monospaced = 4,

    /// <summary>A list with dots.</summary>
    Dots = 100,

    /// <summary>A list with dashes.</summary>
    Dashes = 101,

    /// <summary>A numbered list.</summary>
    Numbers = 102,

    /// <summary>A list to tick off.</summary>
    Checklist = 103,
}
