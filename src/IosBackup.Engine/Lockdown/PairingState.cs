namespace IosBackup.Engine.Lockdown;

/// <summary>How this computer and a device stand to each other.</summary>
public enum PairingState
{
    /// <summary>The device did not let itself be asked.</summary>
    Unknown,

    /// <summary>This computer has no pair record for the device.</summary>
    NotPaired,

    /// <summary>There is a pair record, and the device accepts it.</summary>
    Paired,

    /// <summary>There is a pair record, and the device has to be unlocked before it can be used.</summary>
    Locked,

    /// <summary>
    /// There is a pair record, but the device does not accept it (any more): it was erased, or its trusted computers were
    /// reset. It has to be paired anew.
    /// </summary>
    Stale,
}
