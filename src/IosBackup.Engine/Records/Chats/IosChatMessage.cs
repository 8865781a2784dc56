using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A message of a conversation, whichever app it was sent with.</summary>
public abstract record IosChatMessage : IosRecord
{
    private protected IosChatMessage()
    {
    }

    /// <summary>What identifies the message across devices.</summary>
    public string? Guid { get; init; }

    /// <summary>When it was sent or came in; null when the store has lost it.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The name of the conversation: the group's, or those of the people in it.</summary>
    public string? Chat { get; init; }

    /// <summary>What identifies the conversation; null for a message that belongs to none.</summary>
    public string? ChatId { get; init; }

    /// <summary>Whether more than two people talk.</summary>
    public bool IsGroup { get; init; }

    /// <summary>Numbers or addresses of the others in the conversation.</summary>
    public IReadOnlyList<string> Participants { get; init; } = [];

    /// <summary>What carried the message: <c>iMessage</c>, <c>SMS</c>, <c>RCS</c>, <c>WhatsApp</c>.</summary>
    public string? Service { get; init; }

    /// <summary>Whether the device's owner sent it.</summary>
    public bool IsFromMe { get; init; }

    /// <summary>Number or address of the sender; null for the owner.</summary>
    public string? Sender { get; init; }

    /// <summary>The sender's name as the address book has it; null when it has none.</summary>
    public string? SenderName { get; init; }

    /// <summary>What kind of message it is.</summary>
    public IosMessageKind Kind { get; init; }

    /// <summary>What it says; empty for attachments without words and for events.</summary>
    public string Text { get; init; } = "";

    /// <summary>What happened, when the message tells of an event in the conversation.</summary>
    public IosChatEvent Event { get; init; }

    /// <summary>Whom or what the event is about: a member, or the new name.</summary>
    public string? EventSubject { get; init; }

    /// <summary>Whether it was read.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether it was deleted and can still be brought back on the device.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>Whether the sender took it back.</summary>
    public bool IsUnsent { get; init; }

    /// <summary>The <see cref="Guid"/> of the message that it answers.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The address that it links to.</summary>
    public string? LinkUrl { get; init; }

    /// <summary>The title of the linked page.</summary>
    public string? LinkTitle { get; init; }

    /// <summary>The files that came with it.</summary>
    public IReadOnlyList<IosAttachment> Attachments { get; init; } = [];

    /// <summary>How others and the owner reacted to it.</summary>
    public IReadOnlyList<IosReaction> Reactions { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => Text;
}
