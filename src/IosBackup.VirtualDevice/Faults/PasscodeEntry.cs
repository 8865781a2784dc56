namespace IosBackup.VirtualDevice.Faults;

/// <summary>What happens when a phone asks for its passcode before a backup.</summary>
public enum PasscodeEntry
{
    /// <summary>The user enters it, after <see cref="PhoneFaults.PasscodeDelay"/>.</summary>
    Entered,

    /// <summary>The user taps "Cancel", after <see cref="PhoneFaults.PasscodeDelay"/>.</summary>
    Cancelled,

    /// <summary>Nobody comes; the phone gives up after <see cref="PhoneFaults.PasscodeDelay"/>.</summary>
    Missing,
}
