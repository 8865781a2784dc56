using System.Collections.Generic;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Records;

/// <summary>A kind of store: what it is called and where it is looked for.</summary>
internal sealed record StoreDefinition
{
    /// <summary>What the store holds, as users call it: "Messages".</summary>
    public required string Name { get; init; }

    /// <summary>The places where it lies, or lay in some version of iOS; the best one first.</summary>
    public required IReadOnlyList<StorePlace> Places { get; init; }

    /// <summary>
    /// Where else such stores may lie: files that fit are stores too, whatever places are listed. Costs a search
    /// through the whole manifest, so conditions should name domains.
    /// </summary>
    public BackupFileQuery? Elsewhere { get; init; }

    /// <summary>Whether all stores that exist are read, instead of the first one.</summary>
    public bool HasMany { get; init; }

    /// <summary>Whether phones put it into encrypted backups only.</summary>
    public bool IsInEncryptedBackupsOnly { get; init; }
}
