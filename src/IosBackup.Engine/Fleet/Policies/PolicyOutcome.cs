namespace IosBackup.Engine.Fleet.Policies;

/// <summary>How a run of a policy ended. Each outcome but Planned has an exit code of its own.</summary>
public enum PolicyOutcome
{
    /// <summary>Every device was backed up, and every step was carried out.</summary>
    Completed,

    /// <summary>No device got a good backup.</summary>
    Failed,

    /// <summary>Something failed for some of the devices.</summary>
    SomeFailed,

    /// <summary>All went well, but devices could not read some of their files.</summary>
    UnreadableFiles,

    /// <summary>An expected device was not seen, or none at all.</summary>
    DeviceNotSeen,

    /// <summary>A device is locked, wants its passcode, or does not trust this computer.</summary>
    PasscodeOrTrustNeeded,

    /// <summary>A folder of the policy cannot be reached, written or used, or is full.</summary>
    RepositoryUnavailable,

    /// <summary>Another run works in a device's place in the repository.</summary>
    RepositoryLocked,

    /// <summary>The backup password is wrong or was not given.</summary>
    PasswordWrong,

    /// <summary>Somebody cancelled a backup on the device.</summary>
    Cancelled,

    /// <summary>Nothing was done, because only the plan was asked for.</summary>
    Planned,
}
