namespace IosBackup.Engine.Verification;

/// <summary>What a finding means for the backup.</summary>
public enum FindingSeverity
{
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Information,

    /// <summary>Unusual or unproved: somebody should look, nothing is known to be lost.</summary>
    Warning,

    /// <summary>Something is damaged or missing. The backup does not pass.</summary>
    Error,
}
