namespace IosBackup;

/// <summary>What became of a call.</summary>
public enum IosCallStatus
{
    /// <summary>People talked.</summary>
    Answered,

    /// <summary>The owner did not answer.</summary>
    Missed,

    /// <summary>The other side did not answer.</summary>
    Unanswered,

    /// <summary>It was rejected.</summary>
    Rejected,

    /// <summary>It failed.</summary>
    Failed,
}
