using System.Collections.Generic;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>A chat of WhatsApp.</summary>
internal sealed record WhatsAppChat
{
    public required string Jid { get; init; }

    public required string Name { get; init; }

    public required bool IsGroup { get; init; }

    /// <summary>The numbers of the others.</summary>
    public required IReadOnlyList<string> Participants { get; init; }

    /// <summary>The names of the others, as far as they are known.</summary>
    public required IReadOnlyList<string> Names { get; init; }
}
