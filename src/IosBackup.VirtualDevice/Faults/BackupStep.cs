namespace IosBackup.VirtualDevice.Faults;

/// <summary>The steps of a backup, in order.</summary>
public enum BackupStep
{
    /// <summary>The phone asks for its passcode.</summary>
    Passcode,

    /// <summary>The phone looks whether a backup is allowed.</summary>
    Preconditions,

    /// <summary>Status.plist and the manifests are read.</summary>
    ReadStatus,

    /// <summary>What an interrupted run left to be moved or removed is done.</summary>
    FinishInterrupted,

    /// <summary>The files of the existing backup are listed.</summary>
    Verify,

    /// <summary>The phone looks at its own files.</summary>
    Scan,

    /// <summary>The host's free space is asked for.</summary>
    FreeSpace,

    /// <summary>Folders are made.</summary>
    Prepare,

    /// <summary>Status.plist says "uploading".</summary>
    StatusUploading,

    /// <summary>Files are sent.</summary>
    Upload,

    /// <summary>Files that changed meanwhile are sent again.</summary>
    Retry,

    /// <summary>The manifests are sent.</summary>
    SendManifest,

    /// <summary>Status.plist says "moving".</summary>
    StatusMoving,

    /// <summary>Files are moved to their places.</summary>
    Move,

    /// <summary>The manifests are moved to their places.</summary>
    MoveManifest,

    /// <summary>Status.plist says "removing".</summary>
    StatusRemoving,

    /// <summary>Files that nothing refers to are removed.</summary>
    Remove,

    /// <summary>The snapshot folder is removed.</summary>
    RemoveSnapshot,

    /// <summary>Status.plist says "finished".</summary>
    StatusFinished,

    /// <summary>A backup that was moved aside is removed.</summary>
    RemoveOld,

    /// <summary>The result is read and listed.</summary>
    FinalVerify,
}
