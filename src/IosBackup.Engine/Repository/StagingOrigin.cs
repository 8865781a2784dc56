namespace IosBackup.Engine.Repository;

/// <summary>What a run in staging began with.</summary>
public enum StagingOrigin
{
    /// <summary>Nothing: the device sends everything.</summary>
    Empty,

    /// <summary>A clone of the newest generation: the device sends what has changed.</summary>
    Clone,

    /// <summary>An interrupted run, with what had arrived.</summary>
    Resumed,
}
