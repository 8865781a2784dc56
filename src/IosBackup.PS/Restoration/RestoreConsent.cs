namespace IosBackup.Restoration;

/// <summary>What the user wants done.</summary>
internal enum RestoreConsent
{
    /// <summary>The answer to -Confirm was no.</summary>
    Refused,

    /// <summary>-WhatIf: a plan and nothing else.</summary>
    PlanOnly,

    /// <summary>The restore.</summary>
    Given,
}
