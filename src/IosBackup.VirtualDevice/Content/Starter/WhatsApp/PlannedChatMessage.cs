using System;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.WhatsApp;

/// <summary>A WhatsApp message to be written.</summary>
internal sealed record PlannedChatMessage
{
    public required WhatsAppChat Chat { get; init; }

    /// <summary>The key of the sender in the cast; null for the owner.</summary>
    public string? Sender { get; init; }

    public required DateTimeOffset Date { get; init; }

    public string? Text { get; init; }

    /// <summary>
    /// 0 text, 1 picture, 2 video, 3 voice, 4 contact, 5 place, 6 event, 7 link, 8 document, 14 taken back.
    /// </summary>
    public int Type { get; init; }

    public bool IsStarred { get; init; }

    /// <summary>The extension and bytes of its file; null bytes say that it was never fetched.</summary>
    public (string Extension, byte[]? Content)? File { get; init; }

    /// <summary>Further columns of the media item.</summary>
    public Action<StoreRow>? Media { get; init; }

    /// <summary>Further columns of the message.</summary>
    public Action<StoreRow>? More { get; init; }
}
