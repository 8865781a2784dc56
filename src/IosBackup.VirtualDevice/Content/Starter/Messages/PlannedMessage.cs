using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>A message to be written.</summary>
internal sealed record PlannedMessage
{
    /// <summary>The conversation; null for a message that belongs to none.</summary>
    public Conversation? Conversation { get; init; }

    /// <summary>The row of the sender's handle; null for the owner.</summary>
    public long? Sender { get; init; }

    public required DateTimeOffset Date { get; init; }

    /// <summary>Whether the store has lost the time.</summary>
    public bool IsDateless { get; init; }

    /// <summary>What the message says, as far as it is text.</summary>
    public string Text { get; init; } = "";

    /// <summary>The attributed text; null makes a plain one of <see cref="Text"/> unless that is empty.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Whether the text stands in the column of plain text as well.</summary>
    public bool InTextColumn { get; init; }

    /// <summary>Whether the message has no attributed text at all.</summary>
    public bool WithoutBody { get; init; }

    public IReadOnlyList<PlannedAttachment> Attachments { get; init; } = [];

    /// <summary>Identifies the message; null draws a new one.</summary>
    public string? Guid { get; init; }

    /// <summary>Further columns, which win over the usual values.</summary>
    public Action<StoreRow>? More { get; init; }

    /// <summary>When it was moved to "Recently Deleted"; null for the others.</summary>
    public DateTimeOffset? Deleted { get; init; }
}
