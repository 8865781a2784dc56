using System.Collections.Generic;

namespace IosBackup.Engine.Records.Messages;

/// <summary>
/// A conversation as its owner sees it: the chats with one person over several services are one.
/// </summary>
internal sealed record MessageConversation
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required bool IsGroup { get; init; }

    public required IReadOnlyList<string> Participants { get; init; }
}
