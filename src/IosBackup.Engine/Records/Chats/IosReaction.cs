using System;

namespace IosBackup;

/// <summary>A reaction to a message.</summary>
public sealed record IosReaction
{
    /// <summary>What it is.</summary>
    public required IosReactionKind Kind { get; init; }

    /// <summary>The emoji, when the sender chose one.</summary>
    public string? Emoji { get; init; }

    /// <summary>Whether the device's owner reacted.</summary>
    public bool IsFromMe { get; init; }

    /// <summary>Number or address of who reacted; null for the owner.</summary>
    public string? Sender { get; init; }

    /// <summary>The name of who reacted; null when it is not known.</summary>
    public string? SenderName { get; init; }

    /// <summary>The bubble of the message, counted from zero; null for the whole message.</summary>
    public int? Part { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Emoji ?? Kind.ToString();
}
