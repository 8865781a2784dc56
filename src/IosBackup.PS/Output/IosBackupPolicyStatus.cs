namespace IosBackup;

/// <summary>How a policy went for one device.</summary>
public enum IosBackupPolicyStatus
{
    /// <summary>A good backup was made, and every step was carried out.</summary>
    Completed,

    /// <summary>A backup was made, but something is wrong with it or with a later step.</summary>
    CompletedWithErrors,

    /// <summary>No backup was made; what was good before is as it was.</summary>
    Failed,

    /// <summary>The backup was cancelled on the device; what was good before is as it was.</summary>
    Cancelled,

    /// <summary>The device was expected and did not come in time.</summary>
    NotSeen,

    /// <summary>Nothing was done, because of -WhatIf.</summary>
    Planned,
}
