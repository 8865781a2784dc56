using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration;

/// <summary>Where an entry of a backup goes.</summary>
/// <param name="File">The entry.</param>
/// <param name="Path">The path below the destination, with slashes.</param>
/// <param name="Wish">The path that it would have if every name were allowed.</param>
/// <param name="Fate">How it came to its path.</param>
internal sealed record Placement(BackupFile File, string Path, string Wish, NameFate Fate)
{
    /// <summary>Whether the path alone does not tell what the entry was called.</summary>
    public bool IsRenamed => Path != Wish;
}
