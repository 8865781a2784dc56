namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>What the user does when the phone asks whether to trust a computer.</summary>
public enum TrustAnswer
{
    /// <summary>Taps "Trust", after <see cref="TrustCenter.AnswerDelay"/>.</summary>
    Trust,

    /// <summary>Taps "Don't Trust", after <see cref="TrustCenter.AnswerDelay"/>.</summary>
    DoNotTrust,

    /// <summary>Does not look at the phone.</summary>
    None,
}
