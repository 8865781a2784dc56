using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>What a generation has beside the backup, made but not in force yet.</summary>
/// <param name="Stamp">The generation's stamp.</param>
/// <param name="Folder">The folder that becomes the generation's own.</param>
/// <param name="Ledger">The ledger in it, complete and on the disk.</param>
/// <param name="Metadata">The copies of the metadata in it.</param>
internal sealed record PendingGeneration(
    string Stamp, string Folder, LedgerBuilder Ledger, PlistDictionary Metadata);
