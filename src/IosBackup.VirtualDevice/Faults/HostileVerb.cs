namespace IosBackup.VirtualDevice.Faults;

/// <summary>Where a hostile path is put.</summary>
public enum HostileVerb
{
    /// <summary>A file is uploaded to it.</summary>
    Upload,

    /// <summary>It is to be made a directory.</summary>
    CreateDirectory,

    /// <summary>A file is moved there.</summary>
    MoveTo,

    /// <summary>It is moved into the backup.</summary>
    MoveFrom,

    /// <summary>It is removed.</summary>
    Remove,

    /// <summary>It is listed.</summary>
    List,

    /// <summary>It is read.</summary>
    Download,

    /// <summary>It is copied into the backup.</summary>
    CopyFrom,

    /// <summary>Something is copied there.</summary>
    CopyTo,
}
