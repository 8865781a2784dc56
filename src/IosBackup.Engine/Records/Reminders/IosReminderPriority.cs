namespace IosBackup;

/// <summary>How urgent a reminder is.</summary>
public enum IosReminderPriority
{
    /// <summary>Nothing is said.</summary>
    None,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,
}
