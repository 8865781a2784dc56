namespace IosBackup.VirtualDevice;

/// <summary>Whether a phone's screen and data are accessible.</summary>
public enum LockState
{
    /// <summary>The screen is unlocked.</summary>
    Unlocked,

    /// <summary>The screen is locked; an escrow bag reaches the data.</summary>
    Locked,

    /// <summary>The phone was restarted and not unlocked since: nothing reaches the data.</summary>
    LockedSinceStart,
}
