namespace IosBackup.Engine.Repository;

/// <summary>The rule that keeps a backup.</summary>
public enum RetentionRule
{
    /// <summary>No rule keeps it.</summary>
    None,

    /// <summary>It is the newest good backup of its device, which is never given up.</summary>
    Newest,

    /// <summary>One of the last so many.</summary>
    Last,

    /// <summary>The last one of its day.</summary>
    Daily,

    /// <summary>The last one of its week.</summary>
    Weekly,

    /// <summary>The last one of its month.</summary>
    Monthly,

    /// <summary>The last one of its year.</summary>
    Yearly,
}
