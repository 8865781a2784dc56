namespace IosBackup.Engine.Lockdown;

/// <summary>
/// The errors that lockdown reports by name. The numbers are libimobiledevice's; those it has none for are below -1000.
/// </summary>
internal enum LockdownError
{
    /// <summary>A name that is in no list.</summary>
    Unknown = 0,
    InvalidResponse = -10,
    MissingKey = -11,
    MissingValue = -12,
    GetProhibited = -13,
    SetProhibited = -14,
    RemoveProhibited = -15,
    ImmutableValue = -16,
    PasswordProtected = -17,
    UserDeniedPairing = -18,
    PairingDialogResponsePending = -19,
    MissingHostID = -20,
    InvalidHostID = -21,
    SessionActive = -22,
    SessionInactive = -23,
    MissingSessionID = -24,
    InvalidSessionID = -25,
    MissingService = -26,
    InvalidService = -27,
    ServiceLimit = -28,
    MissingPairRecord = -29,
    SavePairRecordFailed = -30,
    InvalidPairRecord = -31,
    InvalidActivationRecord = -32,
    MissingActivationRecord = -33,
    ServiceProhibited = -34,
    EscrowLocked = -35,
    PairingProhibitedOverThisConnection = -36,
    FMiPProtected = -37,
    MCProtected = -38,
    MCChallengeRequired = -39,
    InvalidConnection = -1001,
}
