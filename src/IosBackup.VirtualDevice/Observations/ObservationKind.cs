namespace IosBackup.VirtualDevice.Observations;

/// <summary>What a phone noticed.</summary>
public enum ObservationKind
{
    /// <summary>A client posted the named notification.</summary>
    NotificationPosted,

    /// <summary>A computer was paired; its host identifier.</summary>
    Paired,

    /// <summary>A computer's pairing was removed; its host identifier.</summary>
    Unpaired,

    /// <summary>A session was started; the host identifier.</summary>
    SessionStarted,

    /// <summary>A client asked for the named service.</summary>
    ServiceRequested,

    /// <summary>The sync lock was taken.</summary>
    LockTaken,

    /// <summary>The sync lock was released.</summary>
    LockReleased,

    /// <summary>A request of the backup service; its name.</summary>
    Request,

    /// <summary>The phone's final answer to a request of the backup service; the error code and description.</summary>
    Response,

    /// <summary>A step of a backup.</summary>
    BackupStep,

    /// <summary>A step of a restore.</summary>
    RestoreStep,

    /// <summary>An entry of a backup that the phone did not restore; why, and its domain and path.</summary>
    RestoreSkipped,

    /// <summary>The phone restarted, which ends every connection.</summary>
    Rebooted,

    /// <summary>The host answered a request with an error; verb, code and text.</summary>
    HostError,

    /// <summary>A power assertion was made; its type.</summary>
    PowerAssertion,

    /// <summary>The host asked for a restart or shutdown.</summary>
    PowerCommand,

    /// <summary>A connection ended in the middle, or its peer broke the protocol.</summary>
    ConnectionBroken,

    /// <summary>The virtual phone itself failed: a bug of the simulation.</summary>
    PhoneCrashed,
}
