using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>A note to be written.</summary>
internal sealed record PlannedNote
{
    public required string Identifier { get; init; }

    public required string Title { get; init; }

    /// <summary>The body; null when the phone has not fetched it.</summary>
    public NoteText? Text { get; init; }

    /// <summary>The key of its folder.</summary>
    public string Folder { get; init; } = NoteFolders.Notes;

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Modified { get; init; }

    public bool IsPinned { get; init; }

    /// <summary>Whether it is locked with <see cref="StarterTruth.LockedNotePassword"/>.</summary>
    public bool IsLocked { get; init; }

    public string? PasswordHint { get; init; }

    public IReadOnlyList<NoteAttachment> Attachments { get; init; } = [];
}
