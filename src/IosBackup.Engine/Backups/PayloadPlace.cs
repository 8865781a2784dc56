namespace IosBackup.Engine.Backups;

/// <summary>Where in a backup's folder the stored bytes of a file lie.</summary>
public enum PayloadPlace
{
    /// <summary>Nowhere.</summary>
    Missing,

    /// <summary>In the folder named by the first two digits of the id: the place of iOS 10 and later.</summary>
    Sharded,

    /// <summary>Directly in the backup's folder: the place of iOS 9 and earlier.</summary>
    Flat,

    /// <summary>In the snapshot of a run that did not end.</summary>
    Snapshot,
}
