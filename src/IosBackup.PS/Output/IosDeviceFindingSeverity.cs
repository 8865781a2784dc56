namespace IosBackup;

/// <summary>How much a finding matters.</summary>
public enum IosDeviceFindingSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>A backup works, but not as it could.</summary>
    Warning,

    /// <summary>A backup fails.</summary>
    Error,
}
