using System.Collections.Generic;

namespace IosBackup.Engine.Records.Notes;

/// <summary>A paragraph of a note.</summary>
internal sealed record NoteParagraph(IReadOnlyList<NoteRun> Runs)
{
    /// <summary>Also numbers that are new since this was written.</summary>
    public NoteParagraphStyle Style { get; init; } = NoteParagraphStyle.Body;

    /// <summary>Levels of indentation, at most <see cref="DeepestIndent"/>.</summary>
    public int Indent { get; init; }

    public bool IsQuote { get; init; }

    /// <summary>Whether a checklist's item is ticked off.</summary>
    public bool IsDone { get; init; }

    /// <summary>The deepest indentation that is told apart.</summary>
    public const int DeepestIndent = 20;

    public bool IsList => Style is NoteParagraphStyle.DotList or NoteParagraphStyle.DashList
        or NoteParagraphStyle.NumberList or NoteParagraphStyle.Checklist;
}
