using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A note.</summary>
public sealed record IosNote : IosRecord
{
    /// <summary>The note's identifier; null for notes of mail accounts.</summary>
    public string? NoteId { get; init; }

    /// <summary>The title; also of locked notes.</summary>
    public string? Title { get; init; }

    /// <summary>
    /// The text: words where attachments stand, cells of tables between tabs; null when the content could not be read.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>The note as HTML, without scripts and styles; null when the content could not be read.</summary>
    public string? Html { get; init; }

    /// <summary>The note as Markdown; null when the content could not be read.</summary>
    public string? Markdown { get; init; }

    /// <summary>The folder with the folders above it, between slashes.</summary>
    public string? Folder { get; init; }

    /// <summary>The account that keeps the note: "iCloud", "On My iPhone".</summary>
    public string? Account { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>Whether it is pinned to the top.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Whether it has a password of its own.</summary>
    public bool IsLocked { get; init; }

    /// <summary>The hint that its owner wrote for the password.</summary>
    public string? PasswordHint { get; init; }

    /// <summary>Whether it lies in "Recently Deleted", or is to be deleted for good.</summary>
    public bool IsTrashed { get; init; }

    /// <summary>Whether the content could be read.</summary>
    public IosNoteState State { get; init; }

    /// <summary>The tags in its text, with their marks.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>How many items its checklists have.</summary>
    public int ChecklistItems { get; init; }

    /// <summary>How many of those are ticked off.</summary>
    public int ChecklistItemsDone { get; init; }

    /// <summary>Files, drawings, tables and links in it.</summary>
    public IReadOnlyList<IosNoteAttachment> Attachments { get; init; } = [];
}
