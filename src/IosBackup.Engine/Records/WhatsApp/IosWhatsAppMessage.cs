using System.Collections.Generic;

namespace IosBackup;

/// <summary>A message of WhatsApp or WhatsApp Business.</summary>
public sealed record IosWhatsAppMessage : IosChatMessage
{
    /// <summary>WhatsApp's number for the kind of message.</summary>
    public long TypeCode { get; init; }

    /// <summary>Whether it was sent with WhatsApp Business.</summary>
    public bool IsBusiness { get; init; }

    /// <summary>Whether it is starred.</summary>
    public bool IsStarred { get; init; }

    /// <summary>Degrees north of the equator; null for messages that are no place.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east of Greenwich; null for messages that are no place.</summary>
    public double? Longitude { get; init; }

    /// <summary>Cards of contacts, as vCards.</summary>
    public IReadOnlyList<string> ContactCards { get; init; } = [];

    /// <summary>How often it was forwarded; null when that is not known.</summary>
    public long? ForwardCount { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
