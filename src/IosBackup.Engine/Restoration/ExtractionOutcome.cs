namespace IosBackup.Engine.Restoration;

/// <summary>What became of an entry that was extracted.</summary>
public enum ExtractionOutcome
{
    /// <summary>A file was written.</summary>
    Written,

    /// <summary>The same file was there already.</summary>
    Skipped,

    /// <summary>A symbolic link was made.</summary>
    Linked,

    /// <summary>
    /// A symbolic link was written down in the map alone: it leads out of the destination, or the system has no links.
    /// </summary>
    Recorded,
}
