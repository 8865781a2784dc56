using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A message of the Messages app: SMS, MMS, RCS or iMessage.</summary>
public sealed record IosMessage : IosChatMessage
{
    /// <summary>The number or address at which the device's owner sent or got it.</summary>
    public string? Account { get; init; }

    /// <summary>The subject line.</summary>
    public string? Subject { get; init; }

    /// <summary>When it reached the other side.</summary>
    public DateTimeOffset? Delivered { get; init; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset? Read { get; init; }

    /// <summary>Whether it could not be sent.</summary>
    public bool IsFailed { get; init; }

    /// <summary>Whether it waits to be sent later.</summary>
    public bool IsScheduled { get; init; }

    /// <summary>Whether it was filtered out as junk.</summary>
    public bool IsJunk { get; init; }

    /// <summary>Whether it was edited.</summary>
    public bool IsEdited { get; init; }

    /// <summary>When it was edited or taken back last.</summary>
    public DateTimeOffset? Edited { get; init; }

    /// <summary>What it said before, oldest first; the current text is not among them.</summary>
    public IReadOnlyList<IosMessageEdit> History { get; init; } = [];

    /// <summary>The bubbles that were taken back, counted from zero.</summary>
    public IReadOnlyList<int> UnsentParts { get; init; } = [];

    /// <summary>When it was moved to "Recently Deleted".</summary>
    public DateTimeOffset? Deleted { get; init; }

    /// <summary>The bubble of the message that it answers, counted from zero.</summary>
    public int? ReplyToPart { get; init; }

    /// <summary>The effect it was sent with: <c>Confetti</c>, <c>InvisibleInk</c>.</summary>
    public string? Effect { get; init; }

    /// <summary>The extension that shows it, by its bundle id.</summary>
    public string? App { get; init; }

    /// <summary>Numbers or addresses of those it mentions.</summary>
    public IReadOnlyList<string> Mentions { get; init; } = [];

    /// <summary>Whether the text could not be decoded, so that it is unknown and not empty.</summary>
    public bool IsUndecoded { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
