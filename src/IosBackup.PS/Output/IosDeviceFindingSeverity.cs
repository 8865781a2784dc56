namespace IosBackup;

/// <summary>How much a finding matters.</summary>
public enum IosDeviceFindingSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>Something works, but not as it could.</summary>
    Warning,

    /// <summary>A backup fails, or cannot be relied on.</summary>
    Error,
}
