namespace IosBackup.Engine.Records.Notes;

/// <summary>The styles of a note's paragraphs, with the numbers that its body has for them.</summary>
internal enum NoteParagraphStyle
{
    /// <summary>Ordinary text; most bodies state no style at all for it.</summary>
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
    DotList = 100,

    /// <summary>A list with dashes.</summary>
    DashList = 101,

    /// <summary>A numbered list.</summary>
    NumberList = 102,

    /// <summary>A list to tick off.</summary>
    Checklist = 103,
}
