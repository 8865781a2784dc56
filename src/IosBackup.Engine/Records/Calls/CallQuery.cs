using System.Collections.Generic;

namespace IosBackup.Engine.Records.Calls;

/// <summary>Which calls to read.</summary>
public sealed record CallQuery : RecordQuery
{
    /// <summary>
    /// People to choose by: names, numbers or addresses, with <c>*</c> and <c>?</c>; all when empty.
    /// </summary>
    public IReadOnlyList<string> Contacts { get; init; } = [];
}
