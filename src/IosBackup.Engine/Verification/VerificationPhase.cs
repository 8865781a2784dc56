namespace IosBackup.Engine.Verification;

/// <summary>What a verification is doing.</summary>
public enum VerificationPhase
{
    /// <summary>It looks at the files.</summary>
    Checking,

    /// <summary>It restores the backup to a simulated device.</summary>
    Restoring,
}
