using System.Collections.Generic;

namespace IosBackup.Engine.Records.Chats;

/// <summary>Which messages to read.</summary>
public sealed record ChatQuery : RecordQuery
{
    /// <summary>
    /// Conversations to choose by: names or identifiers, with <c>*</c> and <c>?</c>; all when empty.
    /// </summary>
    public IReadOnlyList<string> Chats { get; init; } = [];

    /// <summary>
    /// People to choose by: names, numbers or addresses, with <c>*</c> and <c>?</c>. Messages of all conversations in
    /// which one of them takes part fit; all when empty.
    /// </summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];
}
