namespace IosBackup.Shell;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>To its end; errors may have been written.</summary>
    Completed,

    /// <summary>With an error that ended it.</summary>
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Stopped,
}
