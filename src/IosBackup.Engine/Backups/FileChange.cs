namespace IosBackup.Engine.Backups;

/// <summary>What became of an entry from one backup to another.</summary>
public enum FileChange
{
    /// <summary>It is in the second backup only.</summary>
    Added,

    /// <summary>It is in the first backup only.</summary>
    Removed,

    /// <summary>It is in both and not the same.</summary>
    Changed,
}
