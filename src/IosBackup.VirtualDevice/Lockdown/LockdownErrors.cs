namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>What lockdown answers when it refuses.</summary>
internal static class LockdownErrors
{
    public const string EscrowLocked = "EscrowLocked";
    public const string GetProhibited = "GetProhibited";
    public const string ImmutableValue = "ImmutableValue";
    public const string InvalidHostId = "InvalidHostID";
    public const string InvalidPairRecord = "InvalidPairRecord";
    public const string InvalidService = "InvalidService";
    public const string InvalidSessionId = "InvalidSessionID";
    public const string ManagementProtected = "MCProtected";
    public const string ManagementChallengeRequired = "MCChallengeRequired";
    public const string MissingHostId = "MissingHostID";
    public const string MissingKey = "MissingKey";
    public const string MissingPairRecord = "MissingPairRecord";
    public const string MissingService = "MissingService";
    public const string MissingSessionId = "MissingSessionID";
    public const string MissingValue = "MissingValue";
    public const string PairingDialogPending = "PairingDialogResponsePending";
    public const string PairingProhibited = "PairingProhibitedOverThisConnection";
    public const string PasswordProtected = "PasswordProtected";
    public const string ServiceLimit = "ServiceLimit";
    public const string SessionActive = "SessionActive";
    public const string SessionInactive = "SessionInactive";
    public const string SetProhibited = "SetProhibited";
    public const string UnknownRequest = "UnknownRequest";
    public const string UserDeniedPairing = "UserDeniedPairing";
}
