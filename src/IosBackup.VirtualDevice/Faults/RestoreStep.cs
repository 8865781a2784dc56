namespace IosBackup.VirtualDevice.Faults;

/// <summary>The steps of a restore, in order.</summary>
public enum RestoreStep
{
    /// <summary>The phone looks whether a restore is allowed.</summary>
    Preconditions,

    /// <summary>Status.plist is read.</summary>
    ReadStatus,

    /// <summary>The manifests are read.</summary>
    ReadManifest,

    /// <summary>The backup's version is compared with the phone's own.</summary>
    CheckVersion,

    /// <summary>The password is tried.</summary>
    CheckPassword,

    /// <summary>The phone looks whether the backup fits.</summary>
    CheckSpace,

    /// <summary>The host is asked to copy the backup first.</summary>
    CopyBackup,

    /// <summary>Files are fetched.</summary>
    Download,

    /// <summary>Files are put in their places, others are removed.</summary>
    Place,

    /// <summary>The list of apps that the host left is read.</summary>
    RestoreApps,
}
