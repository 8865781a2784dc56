using System.Collections.Generic;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>Which cards to read. The time of a card is that of its last change.</summary>
public sealed record ContactQuery : RecordQuery
{
    /// <summary>
    /// Names, companies, numbers or addresses to choose by, with <c>*</c> and <c>?</c>; all cards when empty.
    /// </summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Groups to choose by, with <c>*</c> and <c>?</c>; all cards when empty.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Whether pictures are read.</summary>
    public bool IncludeImages { get; init; }
}
