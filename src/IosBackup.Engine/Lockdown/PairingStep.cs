namespace IosBackup.Engine.Lockdown;

/// <summary>What a pairing waits for.</summary>
public enum PairingStep
{
    /// <summary>The device is being asked.</summary>
    Asking,

    /// <summary>The device has to be unlocked.</summary>
    DeviceLocked,

    /// <summary>Somebody has to tap "Trust" on the device and enter its passcode.</summary>
    TrustPending,

    /// <summary>The device trusts this computer, and the pair record is stored.</summary>
    Paired,
}
